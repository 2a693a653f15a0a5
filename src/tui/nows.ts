import type { Living, LivingState } from '../store/living.ts'
import type { Now } from './now.ts'
import type { ScreenStore } from './state.ts'

/** The present as the screen shows it. */
export type Nows = {
  get(): Now
  subscribe(listener: () => void): () => void
  close(): void
}

/** As often as Ink draws: more would be thrown away. */
const eventsMs = 33
/** Figures that only creep are shown four times a second at most. */
const usageMs = 250

/** Joins what the runtime tells and what the screen remembers: keys show at once, events at a rate that can be seen. */
export function openNows(living: Living['state'], screen: ScreenStore): Nows {
  const listeners = new Set<() => void>()
  let now: Now = { living: living.getState(), screen: screen.getState() }
  let shownMs = Number.NEGATIVE_INFINITY
  let timer: NodeJS.Timeout | undefined

  function show(): void {
    clearTimeout(timer)
    timer = undefined
    shownMs = performance.now()
    now = { living: living.getState(), screen: screen.getState() }
    for (const listener of listeners) listener()
  }

  function showSoon(state: LivingState, before: LivingState): void {
    const everyMs = onlyUsage(state, before) ? usageMs : eventsMs
    const waitMs = shownMs + everyMs - performance.now()
    if (waitMs <= 0) show()
    else if (!timer || everyMs === eventsMs) {
      clearTimeout(timer)
      timer = setTimeout(show, waitMs)
    }
  }

  const stops = [living.subscribe(showSoon), screen.subscribe(show)]
  return {
    get: () => now,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close() {
      clearTimeout(timer)
      for (const stop of stops) stop()
      listeners.clear()
    },
  }
}

function onlyUsage(state: LivingState, before: LivingState): boolean {
  return state.revision === before.revision && state.connection === before.connection
}
