import { Fault } from '../core/fault.ts'
import { KeeperServer } from '../keeper/serve.ts'
import { tellFault, tellReady } from '../protocol/ready.ts'
import { version } from './version.ts'

/** The process that owns the children of a project: `__keeper RUNS SOCKET NOTE`. */
export async function keep([runsFolder = '', socket = '', note = '']: readonly string[]): Promise<void> {
  const log = (line: string): boolean => process.stderr.write(`${new Date().toISOString()} ${line}\n`)
  const server = new KeeperServer({ runsFolder, socket, note, version, log: line => void log(line) })
  process.on('SIGUSR1', () => void server.ensureSocket().catch(problem => log(String(problem))))
  // Whoever ends the keeper ends what it keeps: nothing is orphaned.
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void server.close())
  // The terminal from which it was started is none of its concern.
  process.on('SIGHUP', () => undefined)
  try {
    await server.listen()
    tellReady()
  } catch (problem) {
    tellFault(toFault(problem))
    process.exit(1)
  }
  await server.over
  process.exit(0)
}

function toFault(problem: unknown): Fault {
  if (problem instanceof Fault) return problem
  return new Fault({ code: 'internal', message: problem instanceof Error ? problem.message : String(problem) })
}
