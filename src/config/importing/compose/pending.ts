import type { Importing } from '../translation.ts'

/** Notes that wait until it is known whether what they are about comes over at all. */
export type Pending = { readonly importing: Importing; keep(): void }

/** Holds notes back until they are kept; from then on each is taken at once. */
export function openPending(importing: Importing): Pending {
  const waiting: (() => void)[] = []
  let isKept = false
  return {
    importing: {
      ...importing,
      note: (place, message, worker) => {
        const take = () => importing.note(place, message, worker)
        if (isKept) take()
        else waiting.push(take)
      },
    },
    keep() {
      isKept = true
      for (const take of waiting) take()
    },
  }
}
