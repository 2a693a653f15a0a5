import type { RunRecord } from '../../core/record.ts'
import { defaultRestart, defaultSize, defaultStop, standsAlone, type WorkerSpec } from '../../core/spec.ts'
import type { Connection } from '../../protocol/connection.ts'

/** A run that is exported, with what is known of its worker. */
export type Subject = { readonly run: RunRecord; readonly spec: WorkerSpec }

/** Finds the worker of a run. One that was removed is told from what its run remembers. */
export async function findSubject({ ask }: Pick<Connection, 'ask'>, run: RunRecord): Promise<Subject> {
  const { workers } = await ask('subscribe', {})
  const worker = workers.find(({ id }) => id === run.worker)
  return { run, spec: worker?.spec ?? specOfRun(run) }
}

function specOfRun({ command, cwd, tty, success }: RunRecord): WorkerSpec {
  return {
    name: /[\p{L}\p{N}][\p{L}\p{N}_.-]*/u.exec(command)?.[0].slice(0, longestName) ?? 'run',
    command: { kind: 'shell', line: command },
    cwd,
    env: {},
    declaredEnv: {},
    kind: 'task',
    tty,
    size: defaultSize,
    stdin: 'none',
    streams: 'apart',
    start: 'manual',
    stop: defaultStop(tty),
    restart: defaultRestart,
    ...standsAlone,
    success,
  }
}

const longestName = 64
