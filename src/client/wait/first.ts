import type { OutputCursor } from '../../core/cursor.ts'
import type { RunId, WorkerId } from '../../core/id.ts'
import type { RunRecord } from '../../core/record.ts'
import { nextRun } from './next.ts'
import type { WaitFrom, WaitTarget } from './order.ts'
import { findPast } from './past.ts'
import { nameOf, type Place, type Sight } from './sight.ts'

type Beginning = Place & { readonly from: WaitFrom }

/** What there is to look at first, or after which run of the worker that is waited for, until somebody starts it. */
export type First =
  | { readonly kind: 'present'; readonly sight: Sight }
  | { readonly kind: 'awaited'; readonly after: RunId | undefined }

/** The first run of a target to look at: the one that a cursor names, else its current or last one. */
export async function findFirst(target: WaitTarget, place: Beginning): Promise<First> {
  const { feed, from } = place
  const { worker } = target
  const current = feed.picture.workers.get(worker)?.run
  const named = target.kind === 'run' ? target.run : await runOfCursor(worker, place)
  const run = named ?? current
  const record = run && (await findRun(worker, run, place))
  const isPassed = named === undefined && from.kind === 'now' && record?.state.status === 'ended'
  if (!record || isPassed) return { kind: 'awaited', after: current }
  return { kind: 'present', sight: await sightOf(record, place) }
}

/** The first run as soon as it is there; undefined when the worker is removed before that. */
export async function firstSight(first: First, worker: WorkerId, place: Place): Promise<Sight | undefined> {
  if (first.kind === 'present') return first.sight
  const next = await nextRun(place, { worker, last: first.after, atRest: 'wait' })
  return next && laterSight(next, place)
}

/** The run that a cursor names, when it is one of this worker. */
async function runOfCursor(worker: WorkerId, { from, ...place }: Beginning): Promise<RunId | undefined> {
  return from.kind === 'cursor' ? (await findRun(worker, from.run, place))?.id : undefined
}

/** A run of a worker, the current one or an earlier one. */
export async function findRun(
  worker: WorkerId,
  run: RunId,
  { client, feed }: Omit<Place, 'signal'>,
): Promise<RunRecord | undefined> {
  const record = feed.picture.runs.get(run) ?? (await findPast(client, worker, run))
  return record?.worker === worker ? record : undefined
}

async function sightOf(record: RunRecord, place: Beginning): Promise<Sight> {
  const { from } = place
  const { end } = await place.client.output(record.id).bounds()
  const { offset, back } = placeIn(record, from, end)
  const looksBack = from.kind === 'start' || offset < end
  return { ...laterSight(record, place), from: offset, back, looksBack, beganAt: end, wasThere: true }
}

function placeIn({ id }: RunRecord, from: WaitFrom, end: number): Pick<OutputCursor, 'offset' | 'back'> {
  if (from.kind === 'now') return { offset: end, back: 0 }
  return from.kind === 'cursor' && from.run === id ? from : { offset: 0, back: 0 }
}

/** A run that began after the wait did: everything about it is news. */
export function laterSight(record: RunRecord, { client, feed, signal }: Place): Sight {
  const { id: run, worker } = record
  const name = nameOf(feed.picture, worker)
  const news = { from: 0, back: 0, looksBack: false, beganAt: 0, wasThere: false }
  return { client, feed, signal, record, run, worker, name, ...news }
}
