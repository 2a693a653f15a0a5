import type { Client } from '../client/client.ts'
import { Fault } from '../core/fault.ts'
import { type Picture, toPicture } from '../core/picture.ts'
import { isOnItsWay, type WorkerRecord } from '../core/record.ts'
import { selectWorkers } from '../core/select.ts'
import type { Given } from './command.ts'
import type { Doors } from './doors.ts'
import { withFound } from './project.ts'

export type TargetOptions = { readonly all?: true }

/** The workers that a command is for, in a picture of now. */
export type Targets = {
  readonly client: Client
  readonly picture: Picture
  readonly workers: readonly WorkerRecord[]
}

/** Which command asks, and for which of all workers it makes sense. */
export type TargetOrder = {
  readonly command: string
  readonly suits: (worker: WorkerRecord, picture: Picture) => boolean
}

/** Does something with the workers that the words mean, or with `--all` for which it makes sense; nothing is started for none. */
export async function withTargets<Result>(
  given: Given<TargetOptions>,
  { doors, ...order }: TargetOrder & { readonly doors: Doors },
  work: (targets: Targets) => Promise<Result>,
): Promise<Result> {
  refuseUnclear(given, order.command)
  const found = await withFound(doors, 'known', async client => ({
    result: await work(await find(client, given, order)),
  }))
  if (found) return found.result
  // Nothing is known of this project: no word means anything here.
  selectWorkers(given.words, { workers: [] })
  throw new Fault({ code: 'not-found', message: 'nothing has run in this project yet', hint: 'begin with: skep up' })
}

/** Does something with the one worker that a word means. */
export function withTarget<Result>(
  word: string,
  { doors, command }: Pick<TargetOrder, 'command'> & { readonly doors: Doors },
  work: (target: Omit<Targets, 'workers'> & { readonly worker: WorkerRecord }) => Promise<Result>,
): Promise<Result> {
  const order = { command, suits: isOnItsWay, doors }
  return withTargets({ words: [word], options: {} }, order, async ({ workers, ...rest }) => {
    const [worker, ...others] = workers
    if (worker && others.length === 0) return work({ ...rest, worker })
    const names = workers.map(({ spec }) => spec.name).join(', ')
    const message = `${command} is for one worker, and ${word} means ${names}`
    throw new Fault({ code: 'usage', message, hint: 'write the name of one of them' })
  })
}

async function find(
  client: Client,
  { words, options }: Given<TargetOptions>,
  { suits }: TargetOrder,
): Promise<Targets> {
  const picture = toPicture(await client.ask('subscribe', {}))
  const every = [...picture.workers.values()]
  const workers = options.all
    ? every.filter(worker => suits(worker, picture))
    : selectWorkers(words, { workers: every })
  return { client, picture, workers }
}

function refuseUnclear({ words, options }: Given<TargetOptions>, command: string): void {
  if (words.length > 0 === (options.all === undefined)) return
  const message = options.all ? `${command} takes names or --all, not both` : `${command} does not know which workers`
  throw new Fault({ code: 'usage', message, hint: `write skep ${command} NAME…, or skep ${command} --all` })
}

/** Whether a worker has a run with a living process. */
export function isRunning({ run, state }: WorkerRecord, { runs }: Picture): boolean {
  const status = run && state.status === 'active' ? runs.get(run)?.state.status : undefined
  return status === 'starting' || status === 'running' || status === 'stopping'
}
