import { toArgv } from '../core/command.ts'
import type { RunId } from '../core/id.ts'
import type { SpawnOrder } from '../core/keeper.ts'
import { runFolder } from '../core/paths.ts'
import type { RunRecord } from '../core/record.ts'
import type { WorkerSpec } from '../core/spec.ts'

/** Where a run that is asked to says itself that it is ready. */
export function notifyFile(runsFolder: string, run: RunId): string {
  return `${runFolder(runsFolder, run)}/notify`
}

/** What the keeper is told to run, with the mark by which everything of the run is known. */
export function toSpawnOrder(spec: WorkerSpec, run: Pick<RunRecord, 'id'>, runsFolder: string): SpawnOrder {
  const notify = spec.ready.kind === 'notify' ? { SKEP_NOTIFY: notifyFile(runsFolder, run.id) } : {}
  return {
    run: run.id,
    argv: toArgv(spec.command),
    cwd: spec.cwd,
    env: { ...spec.env, PWD: spec.cwd, SKEP_RUN_ID: run.id, SKEP_WORKER: spec.name, ...notify },
    terminal: spec.tty ? spec.size : undefined,
    stdin: spec.stdin,
    streams: spec.streams,
  }
}
