import { Fault } from '../../core/fault.ts'
import { isId, type RunId } from '../../core/id.ts'
import { isWorkerName, workerNameRule } from '../../core/name.ts'
import type { RunRecord } from '../../core/record.ts'
import type { WorkerSpec } from '../../core/spec.ts'
import type { TranscriptEntry } from '../../core/transcript.ts'
import { Misfit, type Shape } from '../../disk/shape.ts'
import { skepEvent, transcriptEntry } from '../../disk/shapes/event.ts'
import { runRecord } from '../../disk/shapes/run.ts'
import { spec } from '../../disk/shapes/spec.ts'
import type { BundleHeader } from '../../log/export/bundle.ts'
import { showFound } from '../../log/export/bundle-fault.ts'

/** Which run a bundle says that it holds, and how its worker was to be run. */
export function toSubject({ run, worker }: BundleHeader): { readonly run: RunRecord; readonly worker: WorkerSpec } {
  const subject = { run: toKnown('its run', runRecord, run), worker: toKnown('its worker', spec, worker) }
  const { id, state, queuedAtMs, startedAtMs, endedAtMs, readyAtMs, pausedAtMs } = subject.run
  const { name, cwd, size } = subject.worker
  if (!isId('run', id)) throw misfit('the id of its run', 'run_ and 32 hex digits', id)
  for (const timeMs of [state.sinceMs, queuedAtMs, startedAtMs, endedAtMs, readyAtMs, pausedAtMs])
    if (timeMs !== undefined && !isTime(timeMs)) throw misfit('a time of its run', 'ms since 1970', timeMs)
  if (!isWorkerName(name)) throw misfit("its worker's name", workerNameRule, name)
  if (!cwd.startsWith('/')) throw misfit("its worker's folder", 'an absolute path', cwd)
  if (!isSize(size)) throw misfit("its worker's terminal", 'a size of 1 to 65,535', size)
  return subject
}

function isTime(timeMs: number): boolean {
  return timeMs >= 0 && timeMs < 2 ** 48
}

function isSize({ columns, rows }: WorkerSpec['size']): boolean {
  return [columns, rows].every(cells => Number.isInteger(cells) && cells >= 1 && cells <= 65_535)
}

/** An entry of the transcript of a run, which follows the one before it. */
export function toEntry(value: unknown, run: RunId, before: TranscriptEntry | undefined): TranscriptEntry {
  const entry = toKnown('its transcript', transcriptEntry, value)
  const { sequence, timeMs, offset } = entry
  const last = before?.sequence ?? 0
  const what = 'its transcript'
  if (!Number.isSafeInteger(sequence) || sequence <= last)
    throw misfit(what, `an entry behind number ${last}`, sequence)
  if (!isTime(timeMs)) throw misfit(what, 'ms since 1970', timeMs)
  if (!Number.isSafeInteger(offset) || offset < 0) throw misfit(what, 'a place in the output', offset)
  if (entry.run !== run) throw misfit(what, `an entry of ${run}`, entry.run)
  return entry
}

/** Sees to it that an event is one of this run. */
export function requireEvent(value: unknown, run: RunId): void {
  const event = toKnown('its events', skepEvent, value)
  if (event.run !== run) throw misfit('its events', `one of ${run}`, event.run)
}

function toKnown<Known>(what: string, shape: Shape<Known>, value: unknown): Known {
  try {
    return shape(value)
  } catch (problem) {
    throw problem instanceof Misfit ? misfitFault(what, problem.message) : problem
  }
}

function misfit(what: string, expected: string, found: unknown): Fault {
  return misfitFault(what, `expected ${expected}, found ${showFound(found)}`)
}

function misfitFault(what: string, problem: string): Fault {
  const message = `the bundle is damaged: ${what} is not as it should be: ${problem}`
  const hint = 'export the run again, with this version of skep or an older one'
  return new Fault({ code: 'refused', message, hint })
}
