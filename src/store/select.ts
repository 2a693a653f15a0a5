import type { RunId, WorkerId } from '../core/id.ts'
import { type RunRecord, type WorkerRecord, type WorkerWord, wordOfWorker } from '../core/record.ts'
import type { LivingState } from './living.ts'

/** A worker with the run that counts for it: the active one, else the last. */
export type Seen = {
  readonly worker: WorkerRecord
  readonly run: RunRecord | undefined
  readonly word: WorkerWord
}

/** One worker as a face shows it. */
export function selectSeen({ workers, runs }: LivingState, id: WorkerId): Seen | undefined {
  const worker = workers.get(id)
  if (!worker) return undefined
  const run = worker.run && runs.get(worker.run)
  return { worker, run, word: wordOfWorker(worker, run) }
}

/** All workers in the order of the file, then of their creation. */
export function selectAll(state: LivingState): readonly Seen[] {
  return [...state.workers.keys()].flatMap(id => selectSeen(state, id) ?? [])
}

/** How many workers there are of each word. */
export function selectCounts(state: LivingState): ReadonlyMap<WorkerWord, number> {
  const counts = new Map<WorkerWord, number>()
  for (const { word } of selectAll(state)) counts.set(word, (counts.get(word) ?? 0) + 1)
  return counts
}

/** What all live runs use together. */
export function selectTotals({ usage }: LivingState): { cpuCores: number; memoryBytes: number } {
  const totals = { cpuCores: 0, memoryBytes: 0 }
  for (const { cpuCores, memoryBytes } of usage.values()) {
    totals.cpuCores += cpuCores
    totals.memoryBytes += memoryBytes
  }
  return totals
}

/** The worker that a run belongs to, as long as it is the run that counts for it. */
export function selectOwner({ workers, runs }: LivingState, id: RunId): WorkerRecord | undefined {
  const run = runs.get(id)
  return run && workers.get(run.worker)
}
