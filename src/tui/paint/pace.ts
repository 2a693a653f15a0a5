/** Sees to it that a change is painted soon, and not more often than anybody can see. */
export type Pace = {
  /** Something is to be painted. */
  request(): void
  close(): void
}

/** 60 a second: what screens show. */
const frameMs = 1000 / 60

/**
 * Calls `paint` at once when it has been quiet, at the end of the turn, and otherwise when the last frame is old enough; `paint` says
 * whether it wrote one. Without requests there is no timer.
 */
export function createPace(paint: () => boolean): Pace {
  let lastMs = Number.NEGATIVE_INFINITY
  let cancel: (() => void) | undefined

  function run(): void {
    cancel = undefined
    if (paint()) lastMs = performance.now()
  }

  return {
    request() {
      if (cancel) return
      const waitMs = lastMs + frameMs - performance.now()
      cancel = waitMs > 0 ? inTime(run, waitMs) : soon(run)
    },
    close() {
      cancel?.()
      cancel = undefined
    },
  }
}

function soon(run: () => void): () => void {
  const immediate = setImmediate(run)
  return () => clearImmediate(immediate)
}

function inTime(run: () => void, ms: number): () => void {
  const timer = setTimeout(run, Math.ceil(ms))
  return () => clearTimeout(timer)
}
