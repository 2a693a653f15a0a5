import { resolve } from 'node:path'
import { toInherited, toRunEnvironment } from '../config/environment.ts'
import type { Command } from '../core/command.ts'
import { Fault } from '../core/fault.ts'
import { nameOfCommand } from '../core/name.ts'
import type { Size } from '../core/output.ts'
import { defaultRestart, defaultSize, defaultStop, standsAlone, type WorkerSpec } from '../core/spec.ts'
import type { Doors } from './doors.ts'

/** The command behind the options: exact arguments, or one line for a shell. */
export function toCommand([first, ...rest]: readonly string[], shell: boolean): Command {
  if (first === undefined || first.trim() === '') {
    const hint = 'say what to run behind --'
    throw new Fault({ code: 'usage', message: 'the command is blank', hint })
  }
  return shell ? { kind: 'shell', line: [first, ...rest].join(' ') } : { kind: 'argv', argv: [first, ...rest] }
}

/** What `skep run` was asked to run. */
export type RunOrder = {
  readonly command: Command
  readonly cwd: string | undefined
  readonly name: string | undefined
  readonly env: Readonly<Record<string, string>>
  readonly tty: boolean
  readonly stdin: 'none' | 'pipe'
}

/** The worker of a command line: in our environment and folder unless it says otherwise. */
export function toRunSpec({ command, cwd, name, env, tty, stdin }: RunOrder, doors: Doors): WorkerSpec {
  const inherited = toInherited(definedOnly(doors.env))
  return {
    name: name ?? nameOfCommand(command),
    command,
    cwd: resolve(doors.cwd, cwd ?? '.'),
    env: toRunEnvironment({ inherited, declared: env, tty }),
    declaredEnv: env,
    kind: 'task',
    tty,
    size: tty ? sizeOf(doors) : defaultSize,
    stdin,
    streams: 'apart',
    start: 'manual',
    stop: defaultStop(tty),
    restart: defaultRestart,
    success: [0],
    ...standsAlone,
  }
}

/** How large the terminal is that we write to. */
export function sizeOf({ stdout }: Pick<Doors, 'stdout'>): Size {
  return { columns: stdout.columns || defaultSize.columns, rows: stdout.rows || defaultSize.rows }
}

/** The environment without the names that have no value. */
export function definedOnly(env: Doors['env']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
}
