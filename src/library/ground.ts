import type { Actor } from '../core/actor.ts'
import type { Connection } from '../protocol/connection.ts'

/** What a runtime of the library stands on: this process, or a daemon behind a socket. */
export type Ground = {
  /** Opens a conversation as somebody. */
  connect(actor: Actor): Promise<Connection>
  /** Whether conversations end when the runtime is stopped, and have to be opened anew to read on. */
  readonly endsWithStop: boolean
  /** Lets a runtime that was stopped be changed again. */
  start(actor: Actor): Promise<void>
  /** Lets go of everything. */
  close(): Promise<void>
}
