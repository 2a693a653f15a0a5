import type { RunId } from '../core/id.ts'
import type { KeptRun } from '../core/keeper.ts'
import { isLive } from '../core/record.ts'
import type { Facts } from './facts.ts'
import type { Parts } from './parts.ts'
import { nameUnknown } from './unknown-runs.ts'
import type { Workers } from './workers.ts'

/**
 * Goes on where an earlier runtime, or the keeper, ended. What the keeper's journals say is taken in first: runs that
 * live go on, runs that ended meanwhile have their true outcome. A run whose process nobody has is lost, said so, what
 * survived of it is found by its mark and ended, and its restart policy decides what follows. Nothing is shown as
 * running on trust. Resolves with what the keeper has.
 */
export async function recover(parts: Parts, workers: Workers, facts: Facts): Promise<readonly KeptRun[]> {
  const { keeper, picture } = parts
  const all = await keeper.runs()
  const kept = new Map(all.map(run => [run.run, run]))
  const unsettled = [...picture.workers.values()].flatMap(({ state, run }) => (state.status === 'active' && run) || [])
  const live = [...picture.runs.values()].filter(isLive).map(({ id }) => id)
  for (const id of new Set([...live, ...unsettled])) await goOnWith(id, kept.get(id), { parts, workers, facts })
  for (const worker of picture.workers.values()) workers.goOn(worker)
  await nameUnknown(parts, all)
  return all
}

type Recovering = { readonly parts: Parts; readonly workers: Workers; readonly facts: Facts }

async function goOnWith(id: RunId, kept: KeptRun | undefined, { parts, workers, facts }: Recovering): Promise<void> {
  const before = parts.picture.runs.get(id)
  if (before && !isLive(before)) return workers.runs.sayEnded(before)
  // It may have come to its end meanwhile, and that is not told before there is a verdict.
  if (before && kept) workers.runs.stopOn(before)
  const last = await facts.catchUp(id)
  const run = parts.picture.runs.get(id)
  if (!run || !isLive(run)) return
  const isUntouched = last === 0 && run.state.status === 'starting'
  if (isUntouched || (kept && !kept.isDrained)) workers.runs.goOn(run, kept)
  else workers.runs.giveUp(run, 'the keeper ended that had its process')
}
