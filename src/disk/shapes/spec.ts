import {
  type RestartPolicy,
  type StopAction,
  type StopPolicy,
  unlimitedAttempts,
  type WorkerSpec,
} from '../../core/spec.ts'
import { count, flag, leftOut, list, mapOf, object, oneOf, type Shape, tagged, text, word } from '../shape.ts'
import { command } from './command.ts'
import { size } from './process.ts'
import { health, hooks, need, ready, schedule, watch } from './supervision.ts'

const stopAction: Shape<StopAction> = tagged<StopAction, 'kind'>('kind', {
  signals: object({ kind: word('signals'), signals: list(text) }),
  keys: object({ kind: word('keys'), keys: list(text) }),
  command: object({ kind: word('command'), command }),
})

const stop: Shape<StopPolicy> = object<StopPolicy>({
  action: stopAction,
  graceMs: count,
  scope: oneOf({ all: true, group: true }),
})

/** How often a worker is tried again. Old rows have null for without end: JSON has no infinity. */
export const attempts: Shape<number> = value => (value === null ? unlimitedAttempts : count(value))

const restart: Shape<RestartPolicy> = object<RestartPolicy>({
  when: oneOf({ never: true, failure: true, always: true, 'unless-stopped': true }),
  backoffMs: object({ first: count, longest: count }),
  attempts,
  resetMs: count,
})

/** Specs that were kept before there were any have none. */
function listOrNone<Known>(shape: Shape<Known>): Shape<readonly Known[]> {
  return value => (value === undefined ? [] : list(shape)(value))
}

/** Everything that is needed to run a worker. */
export const spec: Shape<WorkerSpec> = object<WorkerSpec>({
  name: text,
  command,
  cwd: text,
  env: mapOf(text),
  declaredEnv: mapOf(text),
  kind: oneOf({ service: true, task: true }),
  tty: flag,
  size,
  stdin: oneOf({ none: true, pipe: true }),
  streams: oneOf({ apart: true, merged: true }),
  start: oneOf({ auto: true, manual: true }),
  stop,
  restart,
  success: list(count),
  needs: listOrNone(need),
  ready,
  health: leftOut(health),
  group: leftOut(text),
  exitOn: leftOut(oneOf({ failure: true, end: true })),
  replica: leftOut(object({ index: count, of: count })),
  ports: leftOut(list(count)),
  watch: leftOut(watch),
  schedule: leftOut(schedule),
  hooks: leftOut(hooks),
  branch: leftOut(text),
})
