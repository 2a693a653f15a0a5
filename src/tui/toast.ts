import type { Clocks } from '../core/uptime.ts'
import { addNotice, type Notice, type Saying } from './notice.ts'
import type { ScreenState } from './state.ts'

/** How long a toast stays when no key is pressed, in ms: long enough to be read; what went wrong waits for a key. */
const lifetimesMs: { readonly [Tone in Notice['tone']]: number } = {
  good: 5_000,
  hint: 8_000,
  waiting: 8_000,
  bad: Number.POSITIVE_INFINITY,
}

/** Says something: it is kept, and shown as the toast. */
export function sayNotice({ notices }: ScreenState, saying: Saying, timeMs: number): Partial<ScreenState> {
  const next = addNotice(notices, saying, timeMs)
  return { notices: next, toast: next.at(-1)?.id }
}

/** The clock has moved: old toasts go. */
export function moveClock({ notices, toast }: ScreenState, clocks: Clocks): Partial<ScreenState> {
  const shown = notices.find(({ id }) => id === toast)
  const isOver = shown !== undefined && clocks.nowMs - shown.timeMs > lifetimesMs[shown.tone]
  return isOver ? { clocks, toast: undefined } : { clocks }
}
