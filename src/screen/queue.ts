/** First in, first out, however long it gets. */
export type Queue<Value> = {
  readonly add: (value: Value) => void
  readonly first: () => Value | undefined
  readonly shift: () => void
  /** Keeps only these. */
  readonly keep: (wanted: (value: Value) => boolean) => void
}

// Taking off the front of a long array moves all the rest: only now and then is it done.
const mostTaken = 1024

/** Opens an empty queue. */
export function openQueue<Value>(): Queue<Value> {
  let values: Value[] = []
  let taken = 0
  const cut = () => {
    values = values.slice(taken)
    taken = 0
  }
  return {
    add: value => values.push(value),
    first: () => values[taken],
    shift: () => {
      taken += 1
      if (taken === values.length || taken > Math.max(mostTaken, values.length / 2)) cut()
    },
    keep: wanted => {
      cut()
      values = values.filter(wanted)
    },
  }
}
