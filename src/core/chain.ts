import type { Actor } from './actor.ts'
import { isLeaving } from './gap.ts'
import type { RunId, WorkerId } from './id.ts'
import { describeNeed } from './need.ts'
import { type ByName, byName, dependantsOf, type Obstacle, obstaclesOf } from './needs.ts'
import type { Records } from './picture.ts'
import { isUnready } from './ready.ts'
import { hasFailed, type RunRecord, type WorkerRecord, type WorkerWord, wordOfWorker } from './record.ts'
import { describeWhy, type Standing } from './why.ts'

/** Why a worker stands where it stands: a sentence, and the links that it hangs on, down to the one that decides. */
export type Link = {
  readonly worker: WorkerId | undefined
  /** The run that it is said of. */
  readonly run: RunId | undefined
  readonly name: string
  readonly status: WorkerWord | 'unknown'
  /** What must come of it for the one above. */
  readonly until: string | undefined
  readonly why: string
  /** What the last try of its check came to, in words, while it runs and is not ready. */
  readonly answer: string | undefined
  /** Wall time in ms. */
  readonly sinceMs: number | undefined
  /** Who wanted it as it is. */
  readonly by: Actor | undefined
  /** What happens next by itself, or what somebody has to do. */
  readonly next: string
  /** Whose end is waited for, while it is being stopped. */
  readonly heldUpBy: readonly LivingProcess[]
  /** What it wrote last, when it has failed or is not ready. */
  readonly lastLines: readonly string[]
  readonly because: readonly Link[]
}

export type LivingProcess = { readonly pid: number; readonly command: string }

/** What was found out about a run beyond its record. */
export type Evidence = {
  /** What the last try of its check came to, in words. */
  readonly answer?: string | undefined
  readonly processes?: readonly LivingProcess[]
  readonly lines?: readonly string[]
}

export type ChainParts = {
  readonly picture: Records
  readonly nowMs: number
  readonly evidence: (run: RunId) => Evidence
}

/** No project is deeper by intent. */
const deepest = 64

/** The chain from a worker to what decides about it. */
export function chainOf(worker: WorkerRecord, parts: ChainParts): Link {
  return toLink(worker, undefined, { ...parts, names: byName(parts.picture), way: [] })
}

type Tracing = ChainParts & { readonly names: ByName; readonly way: readonly string[] }

function toLink(worker: WorkerRecord, until: string | undefined, tracing: Tracing): Link {
  const { picture, nowMs, way } = tracing
  const run = worker.run ? picture.runs.get(worker.run) : undefined
  const { name } = worker.spec
  const found = run ? tracing.evidence(run.id) : {}
  const isKnown = way.includes(name) || way.length >= deepest
  return {
    ...{ worker: worker.id, run: run?.id, name, until, status: wordOfWorker(worker, run) },
    ...sayingOf({ worker, run }, found, nowMs),
    sinceMs: sinceOf(worker, run),
    by: worker.state.status === 'waiting' ? worker.state.by : run?.actor,
    next: nextOf(worker, run, nowMs),
    heldUpBy: run && isStopping(run) ? (found.processes ?? []) : [],
    lastLines: run && (isUnready(run) || hasFailed(run)) ? (found.lines ?? []) : [],
    because: isKnown ? [] : reasonsOf(worker, { ...tracing, way: [...way, name] }),
  }
}

type Saying = Pick<Link, 'why' | 'answer'>

function sayingOf({ worker, run }: Standing, { answer }: Evidence, nowMs: number): Saying {
  if (!run || !isUnready(run)) return { why: describeWhy({ worker, run }, nowMs), answer: undefined }
  return { why: `runs and is not ready: ${answer ?? describeCheck(worker)}`, answer }
}

function isStopping({ state }: RunRecord): boolean {
  return state.status === 'stopping'
}

function describeCheck({ spec: { ready } }: WorkerRecord): string {
  switch (ready.kind) {
    case 'log':
      return `no line matches ${JSON.stringify(ready.pattern)} yet`
    case 'notify':
      return 'it has not said so itself yet'
    case 'delay':
      return `it is given ${ready.ms} ms`
    default:
      return 'its check has not answered yet'
  }
}

function sinceOf({ state }: WorkerRecord, run: RunRecord | undefined): number | undefined {
  return state.status === 'waiting' ? state.sinceMs : run?.state.sinceMs
}

function nextOf({ state, spec }: WorkerRecord, run: RunRecord | undefined, nowMs: number): string {
  switch (state.status) {
    case 'waiting':
      return 'starts by itself when that has come'
    case 'backoff':
      return `starts again by itself in ${Math.max(0, Math.ceil((state.untilMs - nowMs) / 1_000))} s`
    case 'scheduled':
      return `is started by the clock at ${new Date(state.dueMs).toISOString()}`
    case 'active':
      return nextOfRun(run, state.sequel === 'rest')
    default:
      return `nothing by itself: skep start ${spec.name}`
  }
}

function nextOfRun(run: RunRecord | undefined, isLeaving: boolean): string {
  const status = run?.state.status
  if (isLeaving || status === 'stopping' || status === 'draining') return 'ends'
  if (status !== 'running') return 'runs when its program has been started'
  return run && isUnready(run) ? 'is ready as soon as its check says so' : 'stays as it is'
}

function reasonsOf(worker: WorkerRecord, tracing: Tracing): readonly Link[] {
  const { picture, names } = tracing
  if (worker.state.status === 'waiting') return obstaclesOf(worker, names, picture).map(one => toObstacle(one, tracing))
  if (!isLeaving(worker)) return []
  const before = dependantsOf(worker, picture.workers.values()).filter(isLeaving)
  return before.map(one => toLink(one, `${one.spec.name} has ended`, tracing))
}

function toObstacle({ need, worker, hopeless }: Obstacle, tracing: Tracing): Link {
  const until = describeNeed(need)
  if (worker) return toLink(worker, until, tracing)
  const next = 'nothing by itself: add such a worker, or take the need away'
  const none = { worker: undefined, run: undefined, sinceMs: undefined, by: undefined, because: [] }
  const unseen = { answer: undefined, heldUpBy: [], lastLines: [] }
  return { ...none, ...unseen, name: need.name, status: 'unknown', until, why: hopeless ?? 'it is not known', next }
}
