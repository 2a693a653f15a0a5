import { toArgv } from '../../core/command.ts'
import type { SpawnOrder } from '../../core/keeper.ts'
import type { Exit } from '../../core/outcome.ts'
import type { Probe } from '../../core/probe.ts'
import { startSubprocess } from '../subprocess.ts'
import type { Answer } from './answer.ts'

type Exec = Extract<Probe, { kind: 'exec' }>

/** Whether a command ends with 0. One that takes too long is killed with its group. */
export async function askCommand(
  { command }: Exec,
  place: Pick<SpawnOrder, 'cwd' | 'env'>,
  signal: AbortSignal,
): Promise<Answer> {
  const { promise: ended, resolve: exited } = Promise.withResolvers<Exit>()
  const started = await startSubprocess({
    ...{ argv: toArgv(command), cwd: place.cwd, env: place.env, exited },
    stdio: ['ignore', 'ignore', 'ignore'],
  })
  if (!started.ok) return { isWell: false, said: `the check cannot be started: ${started.message}` }
  let isLate = false
  const kill = (): void => {
    isLate = true
    // Its leader has not been reaped: its exit was not told yet.
    killGroup(started.pid)
  }
  if (signal.aborted) kill()
  signal.addEventListener('abort', kill, { once: true })
  const exit = await ended
  signal.removeEventListener('abort', kill)
  return isLate ? { isWell: false, said: 'the check did not end in time' } : toAnswer(exit)
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // It has just ended by itself.
  }
}

function toAnswer(exit: Exit): Answer {
  if (exit.kind === 'signalled') return { isWell: false, said: `the check was ended by ${exit.signal}` }
  return { isWell: exit.code === 0, said: `the check exits with ${exit.code}` }
}
