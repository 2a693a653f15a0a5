import { type Command, toArgv } from '../core/command.ts'
import type { SpawnOrder } from '../core/keeper.ts'
import type { Exit } from '../core/outcome.ts'
import { startSubprocess } from './subprocess.ts'

/** What came of a command that was run for its outcome alone. */
export type ErrandEnd =
  | Exit
  | { readonly kind: 'not-started'; readonly message: string }
  /** It was killed, with its group, since it was to be over. */
  | { readonly kind: 'given-up' }

/** Runs a command without input and output to its end. When the signal says so it is killed with its group. */
export async function runErrand(
  command: Command,
  place: Pick<SpawnOrder, 'cwd' | 'env'>,
  signal: AbortSignal,
): Promise<ErrandEnd> {
  const { promise: ended, resolve: exited } = Promise.withResolvers<Exit>()
  const started = await startSubprocess({
    ...{ argv: toArgv(command), cwd: place.cwd, env: place.env, exited },
    stdio: ['ignore', 'ignore', 'ignore'],
  })
  if (!started.ok) return { kind: 'not-started', message: started.message }
  let isGivenUp = false
  const kill = (): void => {
    isGivenUp = true
    // Its leader has not been reaped: its exit was not told yet.
    killGroup(started.pid)
  }
  if (signal.aborted) kill()
  signal.addEventListener('abort', kill, { once: true })
  const exit = await ended
  signal.removeEventListener('abort', kill)
  return isGivenUp ? { kind: 'given-up' } : exit
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // It has just ended by itself.
  }
}

/** What came of an errand, behind its name: `exits with 1`. */
export function describeErrand(end: ErrandEnd): string {
  switch (end.kind) {
    case 'not-started':
      return `cannot be started: ${end.message}`
    case 'given-up':
      return 'did not end in time'
    case 'signalled':
      return `was ended by ${end.signal}`
    case 'exited':
      return `exits with ${end.code}`
  }
}
