import { visitInSlices } from '../process/slices.ts'

/**
 * Changes to many workers at once, which take more than one turn of the loop. Whoever asks for another change waits until
 * such a one has begun for all of its workers: changes take effect in the order in which they are asked for.
 */
export type Changes = {
  /** Whether one has not come to all of its workers yet. */
  readonly isHalfway: boolean
  /** Resolves when none is halfway. */
  whole(): Promise<void>
  /** Makes one change to each; the loop turns whenever that took a while. */
  each<Item>(items: readonly Item[], change: (item: Item) => void): Promise<void>
}

/** Opens it with none under way. */
export function openChanges(): Changes {
  let underWay: Promise<void> | undefined

  return {
    get isHalfway() {
      return underWay !== undefined
    },
    async whole() {
      while (underWay) await underWay.catch(() => undefined)
    },
    async each(items, change) {
      const visit = visitInSlices(items, change)
      underWay = visit
      try {
        await visit
      } finally {
        if (underWay === visit) underWay = undefined
      }
    },
  }
}
