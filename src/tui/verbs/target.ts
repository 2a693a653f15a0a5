import type { WorkerId } from '../../core/id.ts'
import { describeWhy } from '../../core/why.ts'
import type { Seen } from '../../store/select.ts'
import { toVisible } from '../line.ts'
import type { Now } from '../now.ts'
import { hasLiveRun, selectHeading, selectTargets } from '../select.ts'

/** The sentence for every verb that needs a worker when there is none. */
export const noWorker = 'there is no worker yet: a adds one'

/** Why no single worker is selected, for what is done with one. */
export function whyNoWorker(now: Now): string {
  const heading = selectHeading(now)
  return heading ? `${toVisible(heading.name)} is ${heading.members.length} workers: j goes to the first` : noWorker
}

export function idsOf(targets: readonly Seen[]): readonly WorkerId[] {
  return targets.map(({ worker }) => worker.id)
}

/** Whom a verb is for, in words: up to three names, else how many. */
export function namesOf(targets: readonly Seen[]): string {
  const names = targets.map(({ worker }) => toVisible(worker.spec.name))
  return names.length > 3 ? `${names.length} workers` : names.join(', ')
}

/** True when there are workers and the condition holds for one of them; else why not. */
export function whenSome(
  now: Now,
  holds: (seen: Seen) => boolean,
  otherwise: (targets: readonly Seen[]) => string,
): true | string {
  const targets = selectTargets(now)
  if (targets.length === 0) return noWorker
  return targets.some(holds) || otherwise(targets)
}

/** The sentence for verbs that need something that runs. */
export function notRunning(targets: readonly Seen[]): string {
  const [first, ...others] = targets
  if (!first || others.length > 0) return `${namesOf(targets)} are not running: s starts them`
  const name = namesOf(targets)
  if (first.worker.state.status === 'backoff') return `${name} waits for its next try: s starts it now`
  if (first.worker.state.status === 'waiting') return `${name} ${describeWhy(first, 0)}, and starts then by itself`
  return hasLiveRun(first) ? `${name} is ${first.word}` : `${name} is not running: s starts it`
}
