import type { WorkerId } from '../core/id.ts'
import { isUnready } from '../core/ready.ts'
import type { LivingState } from '../store/living.ts'
import { type Seen, selectSeen } from '../store/select.ts'
import { selectStuck } from './known.ts'
import type { ShownWord } from './words.ts'

/** The word for where a worker stands: one that runs and may not be used yet is still starting, one that waits in vain is stuck. */
export function shownWord({ worker, run, word }: Seen, living: LivingState): ShownWord {
  if (word === 'waiting') return selectStuck(living).has(worker.id) ? 'stuck' : word
  return word === 'running' && run && isUnready(run) ? 'starting' : word
}

/** The same for one of which only the id is known; one that is not there is idle. */
export function shownWordOf(living: LivingState, worker: WorkerId): ShownWord {
  const seen = selectSeen(living, worker)
  return seen ? shownWord(seen, living) : 'idle'
}

/** How many of some workers there are of each word. */
export function countWords(workers: readonly Seen[], living: LivingState): ReadonlyMap<ShownWord, number> {
  const counts = new Map<ShownWord, number>()
  for (const seen of workers) {
    const word = shownWord(seen, living)
    counts.set(word, (counts.get(word) ?? 0) + 1)
  }
  return counts
}
