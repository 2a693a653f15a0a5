import type { WorkerWord } from '../core/record.ts'
import type { Doors } from './doors.ts'

/** What a piece of text means to the reader. */
export type Tone = 'plain' | 'strong' | 'faint' | 'good' | 'bad' | 'waiting' | 'hint'

/** Gives a text the look of its meaning; where there are no colours, none. */
export type Paint = (text: string, tone: Tone) => string

const codes: Readonly<Record<Tone, string>> = {
  plain: '',
  strong: '1',
  faint: '2',
  good: '32',
  bad: '31',
  waiting: '33',
  hint: '36',
}

/** Colours are for terminals, and for those who want them. */
export function hasColour({ stdout, env }: Pick<Doors, 'stdout' | 'env'>): boolean {
  return stdout.isTTY === true && env['NO_COLOR'] === undefined
}

/** How text is painted on our stdout. */
export function openPaint(doors: Pick<Doors, 'stdout' | 'env'>): Paint {
  if (!hasColour(doors)) return text => text
  return (text, tone) => (tone === 'plain' || text === '' ? text : `\x1b[${codes[tone]}m${text}\x1b[0m`)
}

const tones: { readonly [Word in WorkerWord]: Tone } = {
  ready: 'good',
  running: 'good',
  completed: 'good',
  starting: 'waiting',
  stopping: 'waiting',
  backoff: 'waiting',
  waiting: 'waiting',
  queued: 'waiting',
  scheduled: 'faint',
  paused: 'waiting',
  failed: 'bad',
  'gave-up': 'bad',
  killed: 'bad',
  'timed-out': 'bad',
  lost: 'bad',
  stopped: 'faint',
  cancelled: 'faint',
  created: 'faint',
  idle: 'faint',
}

/** What a status means to the reader. */
export function toneOfWord(word: WorkerWord): Tone {
  return tones[word]
}
