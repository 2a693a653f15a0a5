import type { RunId } from '../../core/id.ts'
import type { AttachSource } from '../connection.ts'
import type { Verb } from '../verb.ts'

export type AttachParams = {
  readonly run: RunId
  readonly source: AttachSource
  /** The end of what comes through the channel is the end of the run's input. */
  readonly endsInput: boolean
}

/** Where a raw way to a run is to be opened, and the token that opens it once within 10 s. */
export type Channel = { readonly socket: string; readonly token: string }

export const attach: Verb<'attach', AttachParams, Channel> = {
  name: 'attach',
  summary: 'grant a raw way into the input of a run',
  effect: 'change',
}
