import { resolve } from 'node:path'
import { type Environment, toBaseline, toInherited, toRunEnvironment } from '../config/environment.ts'
import { nameOfCommand } from '../core/name.ts'
import { toSignal } from '../core/signal.ts'
import {
  defaultRestart,
  defaultSize,
  defaultStop,
  type RestartPolicy,
  type StopPolicy,
  type WorkerSpec,
} from '../core/spec.ts'
import { toCommand } from './command.ts'
import { toSupervision } from './supervision.ts'
import type { RestartOptions, StopOptions, WorkerOptions } from './worker-options.ts'

/** What a worker takes from the program that makes it. */
export type Surroundings = {
  /** What a relative folder begins at. */
  readonly folder: string
  readonly env: Readonly<Record<string, string | undefined>>
}

/** What differs between a worker that stays in the catalogue and one that is made for a single run. */
export type Defaults = Pick<WorkerSpec, 'kind' | 'stdin'>

export const catalogueDefaults: Defaults = { kind: 'service', stdin: 'pipe' }
export const singleRunDefaults: Defaults = { kind: 'task', stdin: 'none' }

/** A worker's spec with every default filled in; what is wrong with it as a whole is for the runtime to say. */
export function toSpec(options: WorkerOptions, surroundings: Surroundings, defaults: Defaults): WorkerSpec {
  const command = toCommand(options)
  const { tty = false, env: declaredEnv = {}, streams = 'apart', success = [0], size = defaultSize } = options
  const cwd = resolve(surroundings.folder, options.cwd ?? '.')
  return {
    ...{ command, declaredEnv, tty, size, streams, success },
    name: options.name ?? nameOfCommand(command),
    cwd,
    env: toRunEnvironment({ inherited: toParents(options, surroundings), declared: declaredEnv, tty }),
    kind: options.kind ?? defaults.kind,
    stdin: options.stdin ?? defaults.stdin,
    start: 'manual',
    stop: toStop(options.stop, tty),
    restart: toRestart(options.restart),
    ...toSupervision(options, cwd),
  }
}

function toParents({ inherit = 'parent' }: WorkerOptions, { env }: Surroundings): Environment {
  const defined = Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))
  const own: Environment = Object.fromEntries(defined)
  return inherit === 'clean' ? toBaseline(own) : toInherited(own)
}

function toStop({ signals, graceMs, scope }: StopOptions = {}, tty: boolean): StopPolicy {
  const usual = defaultStop(tty)
  return {
    action: signals === undefined ? usual.action : { kind: 'signals', signals: signals.map(fullName) },
    graceMs: graceMs ?? usual.graceMs,
    scope: scope ?? usual.scope,
  }
}

// What is no signal is refused by the runtime, in its own words.
function fullName(signal: string): string {
  return toSignal(signal) ?? signal
}

function toRestart({ when, firstMs, longestMs, attempts, resetMs }: RestartOptions = { when: 'never' }): RestartPolicy {
  const { backoffMs, ...usual } = defaultRestart
  return {
    when,
    backoffMs: { first: firstMs ?? backoffMs.first, longest: longestMs ?? backoffMs.longest },
    attempts: attempts ?? usual.attempts,
    resetMs: resetMs ?? usual.resetMs,
  }
}
