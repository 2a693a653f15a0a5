import type { WorkerSpec } from '../../core/spec.ts'
import { command } from './command.ts'
import { env } from './env.ts'
import { need } from './need.ts'
import { health, ready } from './probe.ts'
import { restartPolicy } from './restart-policy.ts'
import { flag, list, object, oneOf, optional, type Schema, whole } from './shape.ts'
import { size } from './size.ts'
import { hooks, schedule, watch } from './starts.ts'
import { stopPolicy } from './stop-policy.ts'
import { branch, folder, workerName } from './text.ts'

/** Everything that is needed to run a worker. */
export const workerSpec: Schema<WorkerSpec> = object<WorkerSpec>({
  name: workerName,
  command,
  cwd: folder,
  env,
  declaredEnv: env,
  kind: oneOf({ service: 'service', task: 'task' }),
  tty: flag,
  size,
  stdin: oneOf({ none: 'none', pipe: 'pipe' }),
  streams: oneOf({ apart: 'apart', merged: 'merged' }),
  start: oneOf({ auto: 'auto', manual: 'manual' }),
  stop: stopPolicy,
  restart: restartPolicy,
  success: list(whole(0, 255), 256, 'exit codes'),
  needs: list(need, 1_000, 'needs'),
  ready,
  health: optional(health),
  group: optional(workerName),
  exitOn: optional(oneOf({ failure: 'failure', end: 'end' })),
  replica: optional(object({ index: whole(1, 1_000), of: whole(1, 1_000) })),
  ports: optional(list(whole(1, 65_535), 1_000, 'ports')),
  watch: optional(watch),
  schedule: optional(schedule),
  hooks: optional(hooks),
  branch: optional(branch),
})
