import type { WorkerWord } from '../core/record.ts'
import type { Tone } from './line.ts'

/** How a status is shown besides its word. All glyphs are one cell wide. */
type Mark = { readonly glyph: string; readonly tone: Tone }

const marks: { readonly [Word in WorkerWord]: Mark } = {
  ready: { glyph: '●', tone: 'good' },
  running: { glyph: '●', tone: 'good' },
  starting: { glyph: '◐', tone: 'waiting' },
  stopping: { glyph: '◑', tone: 'waiting' },
  backoff: { glyph: '↻', tone: 'waiting' },
  waiting: { glyph: '◔', tone: 'waiting' },
  queued: { glyph: '◌', tone: 'waiting' },
  scheduled: { glyph: '◷', tone: 'faint' },
  paused: { glyph: '‖', tone: 'waiting' },
  failed: { glyph: '✖', tone: 'bad' },
  'gave-up': { glyph: '✖', tone: 'bad' },
  killed: { glyph: '✖', tone: 'bad' },
  'timed-out': { glyph: '✖', tone: 'bad' },
  lost: { glyph: '?', tone: 'bad' },
  completed: { glyph: '✔', tone: 'good' },
  stopped: { glyph: '■', tone: 'faint' },
  cancelled: { glyph: '■', tone: 'faint' },
  created: { glyph: '○', tone: 'faint' },
  idle: { glyph: '○', tone: 'faint' },
}

/** The glyph and the tone of a status. */
export function markOf(word: WorkerWord): Mark {
  return marks[word]
}

/** Every word in the order in which a person wants to hear of it. */
export const wordsByWeight: readonly WorkerWord[] = [
  'failed',
  'gave-up',
  'killed',
  'timed-out',
  'lost',
  'backoff',
  'waiting',
  'stopping',
  'starting',
  'queued',
  'paused',
  'ready',
  'running',
  'scheduled',
  'completed',
  'stopped',
  'cancelled',
  'created',
  'idle',
]
