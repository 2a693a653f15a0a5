import { bringUp } from '../client/up.ts'
import { Fault } from '../core/fault.ts'
import { isShared } from '../core/select.ts'
import type { WorkerSpec } from '../core/spec.ts'
import type { Given } from './command.ts'
import type { Doors } from './doors.ts'
import { loadConfig } from './project.ts'
import { canShowScreen, showScreenOf } from './screen.ts'
import { upDetached } from './up-detached.ts'
import type { UpOrder } from './up-order.ts'
import { upStreamed } from './up-streamed.ts'

export type UpOptions = {
  readonly file?: readonly string[]
  readonly profile?: string
  readonly detach?: true
  readonly timeout?: number
  readonly until?: string
  readonly json?: true
}

/** Starts what the file wants: with the screen at a terminal, as a stream of all output, or detached. No name means those that the file wants started. */
export async function up({ words, options }: Given<UpOptions>, doors: Doors): Promise<number> {
  const { detach = false, until, timeout: timeoutMs = defaultTimeoutMs, json = false } = options
  const hasScreen = !detach && until === undefined && !json && canShowScreen(doors)
  if (hasScreen) doors.warmScreen()
  const project = await loadConfig(options, doors)
  const order = toOrder(words, project.workers)
  refuseUntil(until, order)
  const opened = await doors.openProject(project)
  try {
    const { client } = opened
    if (detach) return await upDetached(client, { ...order, timeoutMs, json }, doors)
    if (!hasScreen) return await upStreamed(client, { ...order, until, json }, doors)
    await bringUp(client, order.ask)
    return await showScreenOf(client, doors, { config: options })
  } finally {
    await opened.close()
  }
}

/** The default of decisions.md 30. */
const defaultTimeoutMs = 120_000

function toOrder(words: readonly string[], specs: readonly WorkerSpec[]): UpOrder {
  const names = specs.map(({ name }) => name)
  const chosen = words.flatMap(word => namesOf(word, specs))
  refuseUnknown(chosen, names)
  const automatic = specs.filter(({ start }) => start === 'auto').map(({ name }) => name)
  const start = chosen.length > 0 ? chosen : 'auto'
  return { ask: { specs, start }, names, wanted: chosen.length > 0 ? chosen : automatic }
}

function namesOf(word: string, specs: readonly WorkerSpec[]): readonly string[] {
  const meant = specs.filter(spec => isShared(word, spec))
  return meant.length > 0 ? meant.map(({ name }) => name) : [word]
}

function refuseUnknown(names: readonly string[], known: readonly string[]): void {
  const unknown = names.filter(name => !known.includes(name))
  if (unknown.length === 0) return
  const message = `there is no worker named ${unknown.join(', ')} in the file`
  throw new Fault({ code: 'not-found', message, hint: `it has: ${known.join(', ')}` })
}

function refuseUntil(until: string | undefined, { wanted }: UpOrder): void {
  if (until === undefined || until === 'all' || until === 'any' || wanted.includes(until)) return
  const message = `--until takes all, any or the name of a worker that is started, not ${until}`
  throw new Fault({ code: 'usage', message, hint: `started are: ${wanted.join(', ')}` })
}
