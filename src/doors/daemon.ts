import { parseDuration } from '../core/duration.ts'
import { Fault } from '../core/fault.ts'
import type { Places } from '../daemon/places.ts'
import { serveProject } from '../daemon/serve.ts'
import { launchToStay } from '../protocol/launch.ts'
import { tellFault, tellReady } from '../protocol/ready.ts'
import { version } from './version.ts'

const tenMinutesMs = 600_000

/** The process that is a project's runtime: `__daemon FOLDER NAME STATE SOCKET KEEPER-SOCKET`. */
export async function serve(order: readonly string[]): Promise<void> {
  const [folder = '', name = '', stateHome = '', socket = '', keeperSocket = ''] = order
  process.on('SIGHUP', () => undefined)
  try {
    const daemon = await serveProject({
      ...{ folder, name, stateHome, socket, version },
      idleExitMs: parseDuration(process.env['SKEP_IDLE_EXIT'] ?? '') ?? tenMinutesMs,
      startKeeper: places => startKeeper(places, keeperSocket),
    })
    process.on('SIGUSR1', () => void daemon.ensureSocket())
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => daemon.leave())
    tellReady()
    await daemon.over
    process.exit(0)
  } catch (problem) {
    tellFault(toFault(problem))
    process.exit(1)
  }
}

/** A keeper that begins only listens. */
const keeperStartMs = 10_000

function startKeeper({ files }: Places, socket: string): Promise<void> {
  const [, program = ''] = process.argv
  return launchToStay({
    argv: [process.execPath, program, '__keeper', files.runs, socket, files.keeper],
    env: process.env,
    log: files.keeperLog,
    what: 'the keeper',
    withinMs: keeperStartMs,
  })
}

function toFault(problem: unknown): Fault {
  if (problem instanceof Fault) return problem
  return new Fault({ code: 'internal', message: problem instanceof Error ? problem.message : String(problem) })
}
