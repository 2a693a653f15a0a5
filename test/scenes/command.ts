import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { programArgv } from './program.ts'

export type CommandOrder = {
  readonly cwd: string
  readonly env: Readonly<Record<string, string>>
  /** What comes through its stdin; none closes it at once. */
  readonly stdin?: string
}

export type Ended = {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
}

/** The built program without a terminal, while it runs. */
export type RunningCommand = {
  readonly pid: number
  /** What it has written so far, stdout and stderr together. */
  written(): string
  kill(signal: NodeJS.Signals): void
  readonly ended: Promise<Ended>
}

/** Starts the built program with arguments, its streams being pipes. */
export function startCommand(args: readonly string[], { cwd, env, stdin = '' }: CommandOrder): RunningCommand {
  const [file, ...rest] = programArgv(...args)
  const child = spawn(file, rest, { cwd, env, stdio: 'pipe' })
  let written = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (bytes: Buffer) => {
      written += bytes.toString()
    })
  child.stdin.on('error', () => undefined)
  child.stdin.end(stdin)
  const exit = new Promise<Pick<Ended, 'code' | 'signal'>>(resolve =>
    child.once('exit', (code, signal) => resolve({ code, signal })),
  )
  const ended = Promise.all([exit, text(child.stdout), text(child.stderr)])
  return {
    pid: child.pid ?? 0,
    written: () => written,
    kill: signal => child.kill(signal),
    ended: ended.then(([how, stdout, stderr]) => ({ ...how, stdout, stderr })),
  }
}

/** Runs the built program with arguments to its end. */
export function runCommand(args: readonly string[], order: CommandOrder): Promise<Ended> {
  return startCommand(args, order).ended
}
