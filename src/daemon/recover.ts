import { isLive } from '../core/record.ts'
import type { Parts } from './parts.ts'
import type { Workers } from './workers.ts'

/**
 * Runs that had not ended when the runtime that owned them did are lost, said so, and what survived of them is found
 * by its mark and ended; so is what survived of a run whose stop had no verdict yet. Nothing is shown as running on
 * trust, and nothing starts again before somebody asks.
 */
export async function recover({ picture }: Parts, workers: Workers): Promise<void> {
  const reason = 'skep ended without stopping it'
  const { runs, move, atRest } = workers
  const moving = [...picture.workers.values()].filter(
    ({ state }) => state.status === 'active' || state.status === 'backoff',
  )
  const active = new Set(moving.filter(({ state }) => state.status === 'active').map(({ run }) => run))
  for (const run of [...picture.runs.values()]) if (isLive(run) || active.has(run.id)) runs.giveUp(run, reason)
  for (const { id } of moving) move(id, { kind: 'stop' }, { actor: 'supervisor', reason })
  await Promise.all(moving.map(({ id }) => atRest(id)))
}
