import type { RunId } from '../../core/id.ts'
import type { AttachOrder } from '../attach-order.ts'
import type { Verb } from '../verb.ts'

export type AttachParams = AttachOrder & { readonly run: RunId }

/** Where a raw way to a run is to be opened, and the token that opens it once within 10 s. */
export type Channel = { readonly socket: string; readonly token: string }

export const attach: Verb<'attach', AttachParams, Channel> = {
  name: 'attach',
  summary: 'grant a raw way into the input of a run',
  effect: 'change',
}
