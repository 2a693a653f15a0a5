import { isAbsolute, relative } from 'node:path'
import { formatDuration } from '../../core/duration.ts'
import { isSame } from '../../core/same.ts'
import {
  defaultRestart,
  defaultStop,
  type RestartPolicy,
  type StopPolicy,
  unlimitedAttempts,
  type WorkerSpec,
} from '../../core/spec.ts'
import { toSupervision } from './supervision.ts'
import { escapeText, toCommand, type Written } from './texts.ts'

/** What a file in a folder has to say of a worker: only what differs from the defaults, and nothing that is inherited. */
export function toWritten(spec: WorkerSpec, folder: string): Written {
  const { kind, tty, declaredEnv, success, group, exitOn } = spec
  return {
    ...toCommand(spec.command, 'command'),
    ...toFolder(spec.cwd, folder),
    ...(Object.keys(declaredEnv).length > 0 && { env: mapValues(declaredEnv, escapeText) }),
    ...(tty && { tty }),
    // What was asked for once is not to begin with the project.
    ...(kind === 'task' && { kind, start: 'manual' }),
    ...(!tty && toStreams(spec)),
    ...(success.length > 1 && { success: success.filter(code => code !== 0) }),
    ...toStop(spec.stop, tty),
    ...toRestart(spec),
    ...toSupervision(spec),
    ...(group !== undefined && { group }),
    ...(exitOn && { exit_on: exitOn }),
  }
}

/** A worker as a file can have it: what only a run has of itself is left out. */
export function toSavable(spec: WorkerSpec): WorkerSpec {
  const { command, kind, tty } = spec
  const line = command.kind === 'shell' ? command.line.trim() : ''
  return {
    ...spec,
    command: command.kind === 'shell' ? { kind: 'shell', line } : command,
    start: kind === 'task' ? 'manual' : 'auto',
    // A terminal is one stream, and can always be typed into.
    ...(tty && { stdin: 'pipe', streams: 'apart' }),
  }
}

function toFolder(cwd: string, folder: string): Written {
  const path = relative(folder, cwd)
  if (path === '') return {}
  if (path.startsWith('..') || isAbsolute(path)) return { cwd: escapeText(cwd) }
  return { cwd: escapeText(path.startsWith('~') ? `./${path}` : path) }
}

function toStreams({ stdin, streams }: WorkerSpec): Written {
  return { ...(stdin === 'none' && { stdin }), ...(streams === 'merged' && { streams }) }
}

function toStop({ action, graceMs, scope }: StopPolicy, tty: boolean): Written {
  const usual = defaultStop(tty)
  const stop = {
    ...(!isSame(action, usual.action) && toAction(action)),
    ...(graceMs !== usual.graceMs && { grace: formatDuration(graceMs) }),
    ...(scope !== usual.scope && { scope }),
  }
  return Object.keys(stop).length > 0 ? { stop } : {}
}

function toAction(action: StopPolicy['action']): Written {
  if (action.kind === 'keys') return { keys: action.keys }
  if (action.kind === 'command') return toCommand(action.command, 'command')
  const signals = action.signals.map(signal => signal.replace(/^SIG/, ''))
  return { signal: signals.length === 1 ? (signals[0] ?? []) : signals }
}

function toRestart({ restart, health }: WorkerSpec): Written {
  const { when } = restart
  const pace = toPace(restart)
  if (Object.keys(pace).length > 0) return { restart: { when, ...pace } }
  // Who is looked after is started again when it does not do its work, unless the file says otherwise.
  return when === (health ? 'failure' : defaultRestart.when) ? {} : { restart: when }
}

function toPace({ backoffMs: { first, longest }, attempts, resetMs }: RestartPolicy): Written {
  const usual = defaultRestart
  const backoff = `${formatDuration(first)}..${formatDuration(longest)}`
  return {
    ...(!isSame({ first, longest }, usual.backoffMs) && { backoff }),
    ...(attempts !== usual.attempts && { attempts: attempts === unlimitedAttempts ? 'unlimited' : attempts }),
    ...(resetMs !== usual.resetMs && { reset: formatDuration(resetMs) }),
  }
}

function mapValues(values: Readonly<Record<string, string>>, change: (value: string) => string): Written {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, change(value)]))
}
