import type { RunId } from '../core/id.ts'
import type { Size } from '../core/output.ts'
import type { Notice } from './notice.ts'
import type { ParamsOf, ResultOf, VerbName } from './verbs.ts'
import type { Viewing, ViewOrder } from './viewing.ts'

/** A raw way into a run's input, without a verb per keystroke. */
export type Attachment = {
  /** Types bytes at once; resolves when they are taken, rejects with the `Fault` that says why they cannot be. */
  write(bytes: Uint8Array): Promise<void>
  resize(size: Size): Promise<void>
  close(): void
}

/** What is attached: a keyboard, whose every key goes into the transcript, or a pipe, of which only the size does. */
export type AttachSource = 'keys' | 'pipe'

/** One end of a conversation with a runtime, in memory or over a socket. Refusals are `Fault`s. */
export type Connection = {
  ask<Name extends VerbName>(name: Name, params: ParamsOf<Name>): Promise<ResultOf<Name>>
  /** Listens to what is told; the function that comes back ends it. */
  listen(listener: (notice: Notice) => void): () => void
  attach(run: RunId, source: AttachSource): Promise<Attachment>
  /** A run's terminal at native speed; refused for a run that has none or has ended. */
  view(run: RunId, order: ViewOrder): Promise<Viewing>
  /** The folder that holds a run's output on this machine. */
  outputFolder(run: RunId): string
  close(): Promise<void>
}
