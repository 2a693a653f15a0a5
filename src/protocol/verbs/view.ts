import type { RunId } from '../../core/id.ts'
import type { Size } from '../../core/output.ts'
import type { Verb } from '../verb.ts'
import type { Channel } from './attach.ts'

export type ViewParams = {
  readonly run: RunId
  /** Looks on only: the terminal keeps its size. */
  readonly readOnly: boolean
  /** How large the viewer is, whose size the terminal takes. */
  readonly size: Size
}

/** A raw way to a run, the screen of its terminal, and the cursor from which its output goes on. */
export type View = Channel & { readonly offset: number; readonly screen: string; readonly size: Size }

export const view: Verb<'view', ViewParams, View> = {
  name: 'view',
  summary: 'answer the screen of a terminal and grant a raw way to it from there on',
  effect: 'change',
}
