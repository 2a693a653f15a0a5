import { type ChildProcess, spawn } from 'node:child_process'
import { execa } from 'execa'
import type { SpawnOrder } from '../core/keeper.ts'
import type { Exit } from '../core/outcome.ts'
import type { SpawnFailure } from './resolve.ts'
import { shieldedStdio } from './shield.ts'

/** A descriptor of ours that the child gets, or `ignore` for /dev/null. */
export type ChildStream = number | 'ignore'

export type Subprocess = { readonly ok: true; readonly pid: number }

export type SubprocessOrder = Pick<SpawnOrder, 'argv' | 'cwd' | 'env'> & {
  readonly stdio: readonly [ChildStream, ChildStream, ChildStream]
  /** Told at the exit, not when the pipes are closed. */
  readonly exited: (exit: Exit) => void
}

/** Starts a program in a session and process group of its own, with three standard streams and nothing else of ours. */
export async function startSubprocess({
  stdio,
  exited,
  ...order
}: SubprocessOrder): Promise<Subprocess | SpawnFailure> {
  try {
    const started = await start(order, [...stdio, ...shieldedStdio()])
    if (!started.ok) return started
    const { child, pid } = started
    child.once('exit', (code, signal) => exited(toExit(code, signal)))
    return { ok: true, pid }
  } catch (error) {
    return toFailure(error)
  }
}

type Place = Pick<SpawnOrder, 'argv' | 'cwd' | 'env'>
type Started = SpawnFailure | { readonly ok: true; readonly child: ChildProcess; readonly pid: number }

// execa takes 17 µs for each entry (measured): with a hundred terminals open that is as long as the start itself.
const mostForExeca = 64

function start(place: Place, stdio: readonly ChildStream[]): Promise<Started> {
  return stdio.length > mostForExeca ? startPlainly(place, stdio) : startWithExeca(place, stdio)
}

// The types of execa name the descriptors 3 to 9 alone; it takes any.
type Allowed = 'ignore' | 9

async function startWithExeca(
  { argv: [file, ...args], cwd, env }: Place,
  all: readonly ChildStream[],
): Promise<Started> {
  const stdio = all as [Allowed, Allowed, Allowed, ...Allowed[]]
  const options = { detached: true, cleanup: false, buffer: false, reject: false, extendEnv: false } as const
  // Its promise waits for more than the exit: nobody waits for it when there is a process.
  const subprocess = execa(file, args, { ...options, cwd, env, stdio })
  const { pid, nodeChildProcess: child } = subprocess
  return pid === undefined ? toFailure(await subprocess) : { ok: true, child, pid }
}

async function startPlainly(
  { argv: [file, ...args], cwd, env }: Place,
  stdio: readonly ChildStream[],
): Promise<Started> {
  const child = spawn(file, args, { cwd, env: { ...env }, stdio: [...stdio], detached: true })
  const { pid } = child
  if (pid !== undefined) return { ok: true, child, pid }
  return new Promise(resolve => child.once('error', error => resolve(toFailure(error))))
}

function toExit(code: number | null, signal: string | null): Exit {
  return signal === null ? { kind: 'exited', code: code ?? 0 } : { kind: 'signalled', signal }
}

function toFailure(error: unknown): SpawnFailure {
  const { code, originalMessage, message }: { code?: unknown; originalMessage?: unknown; message?: unknown } =
    Object(error)
  return { ok: false, errno: typeof code === 'string' ? code : 'EIO', message: String(originalMessage ?? message) }
}
