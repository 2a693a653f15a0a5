import { Fault } from '../core/fault.ts'
import type { Given } from './command.ts'
import type { Doors } from './doors.ts'
import { withProject } from './project.ts'
import { runDetached } from './run-detached.ts'
import { runForeground } from './run-foreground.ts'
import { toCommand, toRunSpec } from './run-spec.ts'

export type RunOptions = {
  readonly name?: string
  readonly cwd?: string
  readonly env: Readonly<Record<string, string>>
  readonly tty?: true
  readonly shell?: true
  readonly stdin?: 'none' | 'pipe'
  readonly keep?: true
  readonly detach?: true
  readonly wait?: 'ready' | 'exit'
  readonly json?: true
}

/** Runs one command: in the foreground with its output, our stdin and its exit code, or detached. */
export async function run({ words, options }: Given<RunOptions>, doors: Doors): Promise<number> {
  const { name, cwd, env, wait, detach = false, keep = false, tty = false, shell = false, json = false } = options
  const command = toCommand(words, shell)
  refuse(options, doors)
  const { stdin = detach ? 'none' : 'pipe' } = options
  const spec = toRunSpec({ command, name, cwd, env, tty, stdin }, doors)
  const order = { spec, taken: name === undefined ? 'number' : 'reuse', json } as const
  return withProject(doors, client =>
    detach ? runDetached(client, { ...order, wait }, doors) : runForeground(client, { ...order, keep }, doors),
  )
}

function refuse({ tty, detach, wait }: RunOptions, { stdin }: Doors): void {
  if (tty && !detach && !stdin.isTTY) {
    const hint = 'leave --tty out, run it at a terminal, or detached with -d'
    throw new Fault({ code: 'usage', message: '--tty forwards a terminal, and stdin is none', hint })
  }
  if (wait === undefined || detach) return
  const hint = 'add -d, or leave --wait out: in the foreground its end is waited for'
  throw new Fault({ code: 'usage', message: '--wait is for a run that goes on by itself', hint })
}
