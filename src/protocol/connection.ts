import type { RunId } from '../core/id.ts'
import type { Size } from '../core/output.ts'
import type { AttachOrder } from './attach-order.ts'
import type { Notice } from './notice.ts'
import type { ParamsOf, ResultOf, VerbName } from './verbs.ts'
import type { Viewing, ViewOrder } from './viewing.ts'

/** A raw way into a run's input, without a verb per keystroke. */
export type Attachment = {
  /** Types bytes at once; resolves when they are taken, rejects with the `Fault` that says why they cannot be. */
  write(bytes: Uint8Array): Promise<void>
  resize(size: Size): Promise<void>
  /** Says that no more will be written; resolves when everything has arrived. */
  end(): Promise<void>
  close(): void
}

/** One end of a conversation with a runtime, in memory or over a socket. Refusals are `Fault`s. */
export type Connection = {
  ask<Name extends VerbName>(name: Name, params: ParamsOf<Name>): Promise<ResultOf<Name>>
  /** Listens to what is told; the function that comes back ends it. */
  listen(listener: (notice: Notice) => void): () => void
  attach(run: RunId, order: AttachOrder): Promise<Attachment>
  /** Opens a run's terminal at native speed, its screen first. */
  view(run: RunId, order: ViewOrder): Promise<Viewing>
  /** The folder that holds a run's output on this machine. */
  outputFolder(run: RunId): string
  close(): Promise<void>
}
