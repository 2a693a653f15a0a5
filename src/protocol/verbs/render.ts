import type { RunId } from '../../core/id.ts'
import type { Verb } from '../verb.ts'

export type RenderFormat = 'txt' | 'html'

export type RenderParams =
  /** Begins: what a run wrote as plain text with redraws collapsed, or as one page of HTML with what was typed. */
  | { readonly kind: 'begin'; readonly run: RunId; readonly format: RenderFormat }
  /** Goes on where an answer before left off; each cursor is good once and for a minute. */
  | { readonly kind: 'next'; readonly cursor: string }

/** The next piece; without a cursor it is the last one. */
export type Rendered = { readonly text: string; readonly cursor: string | undefined }

export const render: Verb<'render', RenderParams, Rendered> = {
  name: 'render',
  summary: 'answer what a run wrote as text or HTML, as a terminal would show it, a piece at a time',
  effect: 'read',
}
