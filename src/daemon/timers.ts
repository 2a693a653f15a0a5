import type { WorkerId } from '../core/id.ts'

/** One timer per worker, on a clock that does not jump. */
export type Timers = {
  arm(worker: WorkerId, delayMs: number, due: () => void): void
  disarm(worker: WorkerId): void
  close(): void
}

/** Node fires a longer delay at once; what is further away takes several. */
const longestDelayMs = 2 ** 31 - 1

export function createTimers(): Timers {
  const timers = new Map<WorkerId, NodeJS.Timeout>()

  function disarm(worker: WorkerId): void {
    clearTimeout(timers.get(worker))
    timers.delete(worker)
  }

  function arm(worker: WorkerId, delayMs: number, due: () => void): void {
    disarm(worker)
    const now = Math.min(Math.max(0, delayMs), longestDelayMs)
    const fire = (): void => {
      timers.delete(worker)
      if (delayMs > now) arm(worker, delayMs - now, due)
      else due()
    }
    timers.set(worker, setTimeout(fire, now))
  }

  return {
    arm,
    disarm,
    close() {
      for (const worker of [...timers.keys()]) disarm(worker)
    },
  }
}
