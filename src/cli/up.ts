import type { Client } from '../client/client.ts'
import { Fault } from '../core/fault.ts'
import type { Picture } from '../core/picture.ts'
import { type WorkerRecord, wordOfWorker } from '../core/record.ts'
import type { Given } from './command.ts'
import type { Doors } from './doors.ts'
import { onInterrupts } from './interrupts.ts'
import { loadConfig } from './project.ts'
import { canShowScreen, showScreenOf } from './screen.ts'
import { streamAll } from './stream.ts'
import { allEnded, renderStopped } from './verdicts.ts'

export type UpOptions = { readonly file?: string }

/** Starts what the file wants: with the screen at a terminal, else as a stream of all output. No name means those that the file wants started. */
export async function up({ words: names, options }: Given<UpOptions>, doors: Doors): Promise<number> {
  if (canShowScreen(doors)) doors.warmScreen()
  const project = await loadConfig(options.file, doors)
  refuseUnknown(
    names,
    project.workers.map(({ name }) => name),
  )
  const opened = await doors.openProject(project)
  try {
    const { client } = opened
    const start = names.length > 0 ? names : 'auto'
    const begin = (): Promise<unknown> => client.ask('up', { specs: project.workers, start })
    if (!canShowScreen(doors)) return await stream(client, begin, doors)
    await begin()
    return await showScreenOf(client, doors)
  } finally {
    await opened.close()
  }
}

function refuseUnknown(names: readonly string[], known: readonly string[]): void {
  const unknown = names.filter(name => !known.includes(name))
  if (unknown.length === 0) return
  const message = `there is no worker named ${unknown.join(', ')} in the file`
  throw new Fault({ code: 'not-found', message, hint: `it has: ${known.join(', ')}` })
}

/** All output behind the workers' names until nothing runs any more or a service failed for good; then the verdict. */
async function stream(client: Client, begin: () => Promise<unknown>, doors: Doors): Promise<number> {
  const { stdout, stderr, env } = doors
  let interrupted: number | undefined
  let isWhole = true
  let going: Promise<void> | undefined

  async function goDown(reason: string): Promise<void> {
    const { stopped } = await client.ask('down', { reason })
    isWhole = allEnded(stopped)
    stderr.write(renderStopped(stopped))
  }

  function end(reason: string): Promise<void> {
    going ??= goDown(reason)
    return going
  }

  const stopWith = (exitCode: number, reason: string): void => {
    interrupted ??= exitCode
    void end(reason).catch(ignore)
  }
  const endInterrupts = onInterrupts(doors, {
    interrupt: () => stopWith(130, 'Ctrl-C'),
    insist: () => void killAll(client).catch(ignore),
    terminate: signal => stopWith(signal === 'SIGTERM' ? 143 : 129, signal),
  })
  stdout.on('error', () => stopWith(141, 'nobody reads its output any more'))
  const colour = stdout.isTTY && env['NO_COLOR'] === undefined
  const picture = await streamAll(client, { stdout, colour, begin, isOver, end: () => end('skep up is over') })
  endInterrupts()
  return interrupted ?? (isWhole && !hasFailed(picture) ? 0 : 1)
}

// What is asked while the runtime is going down comes too late to matter.
const ignore = (): void => undefined

async function killAll(client: Client): Promise<void> {
  const { workers } = await client.ask('subscribe', {})
  await client.ask('kill', { workers: workers.map(({ id }) => id), reason: 'Ctrl-C twice' })
}

/** Nothing is left that runs or will run, or a service has failed for good. */
function isOver(picture: Picture): boolean {
  const workers = [...picture.workers.values()].filter(({ wanted, run }) => wanted === 'up' || run)
  const atRest = workers.every(({ state }) => state.status !== 'active' && state.status !== 'backoff')
  return atRest || workers.some(worker => worker.spec.kind === 'service' && isFailed(picture, worker))
}

function hasFailed(picture: Picture): boolean {
  return [...picture.workers.values()].some(worker => isFailed(picture, worker))
}

function isFailed({ runs }: Picture, worker: WorkerRecord): boolean {
  if (worker.state.status === 'active' || worker.state.status === 'backoff') return false
  const word = wordOfWorker(worker, worker.run && runs.get(worker.run))
  return word === 'failed' || word === 'killed' || word === 'gave-up' || word === 'lost'
}
