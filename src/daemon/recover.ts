import { isLive } from '../core/record.ts'
import type { Parts } from './parts.ts'
import { sweeping } from './stops.ts'
import type { Workers } from './workers.ts'

/**
 * Runs that had not ended when the runtime that owned them did are lost, said so, and what survived of them is found
 * by its mark and ended. Nothing is shown as running on trust, and nothing starts again before somebody asks.
 */
export async function recover({ picture, world }: Parts, workers: Workers): Promise<void> {
  const reason = 'skep ended without stopping it'
  const { runs, move, atRest } = workers
  for (const run of [...picture.runs.values()].filter(isLive)) {
    runs.stops.begin(run, sweeping)
    runs.move(run.id, { news: { kind: 'lost', reason }, actor: 'supervisor', timeMs: world.now() })
  }
  const moving = [...picture.workers.values()].filter(
    ({ state }) => state.status === 'active' || state.status === 'backoff',
  )
  for (const { id } of moving) move(id, { kind: 'stop' }, { actor: 'supervisor', reason })
  await Promise.all(moving.map(({ id }) => atRest(id)))
}
