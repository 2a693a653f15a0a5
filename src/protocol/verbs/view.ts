import type { RunId } from '../../core/id.ts'
import type { Size } from '../../core/output.ts'
import type { Verb } from '../verb.ts'
import type { Channel } from './attach.ts'

export type ViewParams = {
  readonly run: RunId
  /** Looks on only. */
  readonly readOnly: boolean
}

/** A raw way to a run, the screen of its terminal, and the cursor from which its output goes on. */
export type View = Channel & { readonly offset: number; readonly screen: string; readonly size: Size }

export const view: Verb<'view', ViewParams, View> = {
  name: 'view',
  summary: 'answer the screen of a terminal and grant a raw way to it from there on',
  effect: 'change',
}
