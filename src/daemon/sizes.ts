import type { RunId } from '../core/id.ts'
import type { Size } from '../core/output.ts'
import { defaultSize } from '../core/spec.ts'
import type { Parts } from './parts.ts'

/** How large the terminals of runs are. */
export type Sizes = {
  of(run: RunId): Size
  close(): void
}

/** A page of a transcript, of which the last one holds the last resize or there was none for long. */
const pageEntries = 256

/** Opens the sizes; of a run that was resized before, its transcript tells. */
export function openSizes({ keeper, picture, store }: Pick<Parts, 'keeper' | 'picture' | 'store'>): Sizes {
  const sizes = new Map<RunId, Size>()

  function look(run: RunId): Size {
    const { total } = store.transcript(run, { start: 0, limit: 1 })
    const { items } = store.transcript(run, { start: Math.max(0, total - pageEntries), limit: pageEntries })
    const resized = items.findLast(entry => entry.kind === 'resize')
    return resized?.kind === 'resize' ? resized.size : specified(run)
  }

  function specified(id: RunId): Size {
    const run = picture.runs.get(id)
    return (run && picture.workers.get(run.worker)?.spec.size) ?? defaultSize
  }

  return {
    of(run) {
      const size = sizes.get(run) ?? look(run)
      sizes.set(run, size)
      return size
    },
    close: keeper.onFact(fact => {
      if (fact.kind === 'resized') sizes.set(fact.run, fact.size)
      if (fact.kind === 'drained') sizes.delete(fact.run)
    }),
  }
}
