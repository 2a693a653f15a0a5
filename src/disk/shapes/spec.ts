import type { Command } from '../../core/command.ts'
import {
  type RestartPolicy,
  type StopAction,
  type StopPolicy,
  unlimitedAttempts,
  type WorkerSpec,
} from '../../core/spec.ts'
import { count, flag, list, Misfit, mapOf, object, oneOf, type Shape, tagged, text, word } from '../shape.ts'
import { size } from './process.ts'

const argv: Shape<readonly [string, ...string[]]> = value => {
  const [first, ...rest] = list(text)(value)
  if (first === undefined) throw new Misfit('expected a command, found no words')
  return [first, ...rest]
}

const command: Shape<Command> = tagged<Command, 'kind'>('kind', {
  argv: object({ kind: word('argv'), argv }),
  shell: object({ kind: word('shell'), line: text }),
})

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
})
