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
  let state: 'free' | 'held' | 'too-long' = 'free'
  let timer: NodeJS.Timeout | undefined

  function begin(): void {
    state = 'held'
    timer = setTimeout(() => {
      state = 'too-long'
      late()
    }, longestMs)
  }

  function end(): void {
    clearTimeout(timer)
    state = 'free'
  }

  return {
    show(isUpdating, fresh) {
      if (!isUpdating) end()
      else if (state === 'free') begin()
      if (state !== 'held' || !last) last = { value: fresh() }
      return last.value
    },
    close: end,
  }
}
