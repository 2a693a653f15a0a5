import { readClocks } from '../client/clocks.ts'
import { toInherited } from '../config/environment.ts'
import { toVisible } from '../config/text/cells.ts'
import { Fault } from '../core/fault.ts'
import { isOnItsWay, type WorkerRecord, wordOfWorker } from '../core/record.ts'
import { uptimeMs } from '../core/uptime.ts'
import { describeWhy } from '../core/why.ts'
import { toAcknowledgementDocument } from './acknowledged.ts'
import { renderAge } from './age.ts'
import type { Given } from './command.ts'
import { toOutcomeDocument } from './documents/outcome.ts'
import type { Doors } from './doors.ts'
import { toIso, writeJson } from './json.ts'
import { loadConfig } from './project.ts'
import { definedOnly } from './run-spec.ts'
import { type Began, renderFailure, untilBegan } from './starting.ts'
import { type TargetOptions, withTargets } from './targets.ts'
import { openWatching } from './watching.ts'

/** Starts workers in our environment and says how they began; one that runs already stays as it is. */
export function start(given: Given<TargetOptions & { readonly json?: true }>, doors: Doors): Promise<number> {
  const suits = (worker: WorkerRecord): boolean => !isOnItsWay(worker)
  const started = withTargets(given, { command: 'start', suits, doors }, async ({ client, workers }) => {
    const watching = await openWatching(client)
    const inherited = toInherited(definedOnly(doors.env))
    const { acknowledged } = await client.ask('start', { workers: workers.map(({ id }) => id), inherited })
    const began = await untilBegan(watching, acknowledged)
    watching.close()
    return sayBegan(began, { json: given.options.json === true, how: 'started' }, doors)
  })
  return started.catch(problem => explain(problem, given.words, doors))
}

/** A worker that only the file knows yet is taken in by `up`. */
async function explain(problem: unknown, words: readonly string[], doors: Doors): Promise<never> {
  if (!(problem instanceof Fault) || problem.code !== 'not-found') throw problem
  const project = await loadConfig({}, doors).catch(() => undefined)
  const named = words.filter(word => project?.workers.some(({ name }) => name === word))
  if (named.length === 0) throw problem
  const { code, message } = problem
  throw new Fault({ code, message, hint: `the file has it: skep up -d ${named.join(' ')}` })
}

/** Says how each worker began; answers the exit code: 1 when one could not start. */
export function sayBegan(
  began: readonly Began[],
  { json, how }: { readonly json: boolean; readonly how: string },
  doors: Doors,
): number {
  if (json) writeJson(doors, { workers: began.map(toBeganDocument) })
  else doors.stdout.write(began.map(one => `${one.acknowledged.name}: ${renderBegan(one, how)}\n`).join(''))
  return began.some(({ standing }) => standing === 'failed') ? 1 : 0
}

/** How a worker began, in words. */
export function renderBegan({ acknowledged, standing, worker, run }: Began, how: string): string {
  const pid = run?.pid === undefined ? '' : `, pid ${run.pid}`
  if (standing === 'failed') return `could not run: ${toVisible(renderFailure(worker, run))}`
  if (standing === 'waiting') return renderWaiting({ acknowledged, standing, worker, run }, how)
  if (standing === 'done') return `${how}, and completed`
  if (acknowledged.changed) return `${how}${pid}`
  const clocks = readClocks()
  const lastedMs = run && uptimeMs(run, clocks)
  return `already running since ${toIso(run?.startedAtMs ?? clocks.nowMs)}, for ${renderAge(lastedMs ?? 0)}${pid}`
}

function renderWaiting({ acknowledged, worker, run }: Began, how: string): string {
  if (worker?.state.status === 'waiting') return describeWhy({ worker, run }, Date.now())
  if (run?.state.status === 'running') return `${how}, pid ${run.pid}, and is not ready yet`
  return `is ${acknowledged.status} still`
}

/** How a worker began, as programs read it. */
export function toBeganDocument({ acknowledged, worker, run }: Began): Readonly<Record<string, unknown>> {
  const outcome = run && 'outcome' in run.state ? toOutcomeDocument(run.state.outcome) : undefined
  const status = worker ? wordOfWorker(worker, run) : acknowledged.status
  return {
    ...toAcknowledgementDocument({ ...acknowledged, status }),
    run: run?.id,
    pid: run?.pid,
    startedAt: toIso(run?.startedAtMs),
    outcome,
  }
}
