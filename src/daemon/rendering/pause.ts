import { setImmediate as nextTurn } from 'node:timers/promises'

// A quarter of what may hold the loop up: what one step takes comes on top.
const sliceMs = 2.5

/** Opens a pause for long work: called after each little step, it lets the loop turn whenever the steps took a while. */
export function openPause(): () => Promise<void> {
  let startedMs = performance.now()
  return async () => {
    if (performance.now() - startedMs < sliceMs) return
    await nextTurn()
    startedMs = performance.now()
  }
}
