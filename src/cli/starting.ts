import { describeOutcome } from '../core/outcome.ts'
import type { Picture } from '../core/picture.ts'
import { type RunRecord, type WorkerRecord, wordOfWorker } from '../core/record.ts'
import type { Acknowledgement } from '../protocol/acknowledged.ts'
import type { Watching } from './watching.ts'

/** How far the start of a worker has come: up is who is ready, which without a check is who has started. */
export type Standing = 'up' | 'done' | 'failed' | 'waiting'

/** How far the start of a worker has come by now. */
export function standingOf(worker: WorkerRecord, { runs }: Picture): Standing {
  const run = worker.run && runs.get(worker.run)
  const isEnding = worker.state.status === 'active' && run?.endedAtMs !== undefined
  const word = wordOfWorker(worker, run)
  if (word === 'running') return run?.isChecked ? 'waiting' : 'up'
  if (word === 'ready' || word === 'paused' || word === 'scheduled') return 'up'
  if (isEnding || waitingWords.has(word)) return 'waiting'
  return word === 'completed' ? 'done' : 'failed'
}

const waitingWords: ReadonlySet<string> = new Set([
  'idle',
  'created',
  'waiting',
  'queued',
  'starting',
  'stopping',
  'backoff',
])

/** How a worker that was asked to start began. */
export type Began = {
  readonly acknowledged: Acknowledgement
  readonly standing: Standing
  readonly worker: WorkerRecord | undefined
  readonly run: RunRecord | undefined
}

/** How long the start of a process is waited for: what was left over from before is ended first. */
export const startWithinMs = 10_000

/** Waits until each worker that was asked to start has a process, or could not get one. */
export async function untilBegan(
  { picture, until }: Watching,
  acknowledged: readonly Acknowledgement[],
  timeoutMs: number = startWithinMs,
): Promise<readonly Began[]> {
  const began = new Map<Acknowledgement, Began>()
  // How it began is kept when it is seen: a moment later it may have ended.
  const look = (one: Acknowledgement): void => {
    const now = toBegan(picture, one)
    if (picture.revision >= one.eventId && !began.has(one) && isSettled(now)) began.set(one, now)
  }
  const isMet = (): boolean => {
    for (const one of acknowledged) look(one)
    return began.size === acknowledged.length
  }
  await until(isMet, timeoutMs)
  return acknowledged.map(one => began.get(one) ?? toBegan(picture, one))
}

function toBegan(picture: Picture, acknowledged: Acknowledgement): Began {
  const worker = picture.workers.get(acknowledged.ref.workerId)
  const run = worker?.run && picture.runs.get(worker.run)
  return { acknowledged, worker, run: run || undefined, standing: worker ? standingOf(worker, picture) : 'failed' }
}

function isSettled({ standing, worker, run }: Began): boolean {
  const status = worker?.state.status
  return standing !== 'waiting' || status === 'backoff' || status === 'waiting' || run?.state.status === 'running'
}

/** Why a worker does not run, in words. */
export function renderFailure(worker: WorkerRecord | undefined, run: RunRecord | undefined): string {
  if (!worker) return 'was removed'
  if (run?.state.status === 'ended' || run?.state.status === 'draining') return describeOutcome(run.state.outcome)
  return wordOfWorker(worker, run)
}
