import type { RunId } from '../../core/id.ts'
import type { TranscriptEntry } from '../../core/transcript.ts'
import type { Verb } from '../verb.ts'

export type TranscriptParams = { readonly run: RunId; readonly start: number; readonly limit: number }
export type TranscriptPage = {
  readonly items: readonly TranscriptEntry[]
  readonly total: number
  readonly next: number
}

export const transcript: Verb<'transcript', TranscriptParams, TranscriptPage> = {
  name: 'transcript',
  summary: 'answer who said what to a run, in order, a page at a time',
  effect: 'read',
}
