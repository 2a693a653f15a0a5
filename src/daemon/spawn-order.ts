import { toArgv } from '../core/command.ts'
import type { SpawnOrder } from '../core/keeper.ts'
import type { RunRecord } from '../core/record.ts'
import type { WorkerSpec } from '../core/spec.ts'

/** What the keeper is told to run, with the mark by which everything of the run is known. */
export function toSpawnOrder(spec: WorkerSpec, run: Pick<RunRecord, 'id'>): SpawnOrder {
  return {
    run: run.id,
    argv: toArgv(spec.command),
    cwd: spec.cwd,
    env: { ...spec.env, PWD: spec.cwd, SKEP_RUN_ID: run.id, SKEP_WORKER: spec.name },
    terminal: spec.tty ? spec.size : undefined,
    stdin: spec.stdin,
    streams: spec.streams,
  }
}
