import type { RunRecord, WorkerRecord } from '../../core/record.ts'
import type { Court, Wish } from './court.ts'
import { type First, firstSight, laterSight } from './first.ts'
import { nextRun } from './next.ts'
import type { WaitOrder, WaitTarget } from './order.ts'
import { type Look, watchRun } from './run.ts'
import { nameOf, outcomeOf, type Place, type Sight } from './sight.ts'

export type TargetOrder = Pick<WaitOrder, 'failOn' | 'from'> &
  Place & {
    readonly court: Court
    /** What there is to look at first. */
    readonly first: First
    /** Told of what is looked at. */
    readonly looks: Set<Look>
  }

/** Waits for what is wished of a target, run after run, until no other one comes by itself. */
export async function watchTarget(target: WaitTarget, order: TargetOrder): Promise<void> {
  const { feed, court } = order
  const { worker } = target
  const name = nameOf(feed.picture, worker)
  let last: RunRecord | undefined
  let sight = await firstSight(order.first, worker, order)
  while (sight) {
    last = await watchRun(sight, { ...order, ...wishedOf(sight, target, order) })
    const next = target.kind === 'worker' ? await nextRun(order, { worker, last: last.id, atRest: 'over' }) : undefined
    if (next) court.renew(target)
    sight = next && laterSight(next, order)
  }
  const outcome = last && outcomeOf({ feed, run: last.id, record: last })
  court.over(target, { kind: 'ended', worker, name, run: last?.id, outcome })
}

type Wished = { readonly wishes: readonly Wish[]; readonly failOn: readonly string[] }

/** Of a run that is on its way out for the next one, only its end is waited for. */
function wishedOf({ record, wasThere }: Sight, target: WaitTarget, order: TargetOrder): Wished {
  const { feed, court, failOn, from } = order
  const wishes = court.open(target)
  const worker = feed.picture.workers.get(target.worker)
  const isCurrent = target.kind === 'worker' && from.kind !== 'cursor' && worker?.run === record.id
  const isLeft = isCurrent && wasThere && isRestarting(worker)
  return isLeft
    ? { wishes: wishes.filter(({ condition }) => condition.kind === 'exit'), failOn: [] }
    : { wishes, failOn }
}

function isRestarting({ state }: WorkerRecord): boolean {
  return state.status === 'active' && state.sequel === 'restart'
}
