import { Fault } from '../core/fault.ts'
import type { Size } from '../core/output.ts'

/** A run's terminal at native speed: its screen as it is now, and every byte from there on. */
export type Viewing = {
  readonly size: Size
  /** Text that makes a new terminal of that size show the same, in the same modes. */
  readonly screen: string
  /** What the program writes after that; ends when the run has ended and all was given, or when it is closed. */
  readonly output: AsyncIterable<Uint8Array>
  /** Types bytes; resolves when they are taken, rejects with the `Fault` that says why they cannot be. */
  write(bytes: Uint8Array): Promise<void>
  /** Says how large the viewer is; the terminal follows whoever typed or came last. */
  resize(size: Size): Promise<void>
  close(): void
}

export type ViewOrder = {
  readonly size: Size
  /** Looks on only: nothing is typed, and the terminal keeps its size. */
  readonly readOnly: boolean
}

/** What is told to who types and only looks on. */
export function looksOn(): Fault {
  const hint = 'attach without --watch to type'
  return new Fault({ code: 'refused', message: 'this only looks on', hint })
}
