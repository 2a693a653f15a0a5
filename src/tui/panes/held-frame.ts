/** Keeps what was shown while a program is in the middle of an update that it marked as one. */
export type HeldFrame<Value> = {
  /** What is to be shown: the last value while an update is under way, else a fresh one. */
  show(isUpdating: boolean, fresh: () => Value): Value
  close(): void
}

// As other terminals have it: a program that does not end its update must not freeze its screen.
const longestMs = 150

/** Starts with nothing held; `late` is called when an update has lasted too long. */
export function createHeldFrame<Value>(late: () => void): HeldFrame<Value> {
  let last: { readonly value: Value } | undefined
  let sinceMs: number | undefined
  let timer: NodeJS.Timeout | undefined

  function end(): void {
    clearTimeout(timer)
    timer = undefined
    sinceMs = undefined
  }

  return {
    show(isUpdating, fresh) {
      if (!isUpdating) end()
      else if (sinceMs === undefined) {
        sinceMs = performance.now()
        timer = setTimeout(late, longestMs)
      }
      const isHeld = sinceMs !== undefined && performance.now() - sinceMs < longestMs
      if (!isHeld || !last) last = { value: fresh() }
      return last.value
    },
    close: end,
  }
}
