import { fileURLToPath } from 'node:url'
import type { ConnectOptions, OpenOptions } from './library/open-options.ts'
import type { SkepRuntime } from './library/runtime.ts'

export type { Actor } from './core/actor.ts'
export type { Diagnostic } from './core/diagnostic.ts'
export type { SkepEvent } from './core/event.ts'
// biome-ignore lint/performance/noBarrelFile: it is the one door of the library.
export { Fault, type FaultCode } from './core/fault.ts'
export type { RunId, RuntimeId, WorkerId, WorkerRef } from './core/id.ts'
export type { Outcome } from './core/outcome.ts'
export type { Present } from './core/picture.ts'
export type { RunRecord, RunWord, WorkerRecord, WorkerWord } from './core/record.ts'
export type { Json } from './core/result.ts'
export type { TranscriptEntry } from './core/transcript.ts'
export type { Verdict } from './core/verdict.ts'
export type { EventCursor } from './library/event-cursor.ts'
export type { EventsPage, SubscribeOptions } from './library/events.ts'
export type { WorkerInput } from './library/input.ts'
export type { RuntimeStarted, RuntimeStopped } from './library/lifecycle.ts'
export type { ConnectOptions, OpenOptions } from './library/open-options.ts'
export type { OutputChunk, OutputGap, OutputLine, OutputOptions } from './library/output.ts'
export type { RunHandle } from './library/run-handle.ts'
export type { RunError, RunResult } from './library/run-result.ts'
export type { RunsOptions, SkepRuntime, TranscriptOptions } from './library/runtime.ts'
export type { Subscription } from './library/subscription.ts'
export type { Summary } from './library/summary.ts'
export type {
  HealthOptions,
  NeedOption,
  ProbeOptions,
  ReadyOptions,
  ScheduleOptions,
  SupervisionOptions,
  WatchOptions,
} from './library/supervision-options.ts'
export type { Told } from './library/told.ts'
export type { RunStatus, Worker, WorkerDetail } from './library/view.ts'
export type { RestartOptions, StopOptions, WorkerChange, WorkerOptions } from './library/worker-options.ts'
export type { Acknowledgement, Stopped } from './protocol/acknowledged.ts'
export type { Sent } from './protocol/verbs/send.ts'
export type { TranscriptPage } from './protocol/verbs/transcript.ts'

/** The version in package.json, put in by the build. */
declare const SKEP_VERSION: string

/**
 * Opens a runtime in this process: the same as the daemon's, without a socket. With `dir` it is durable, without it all is
 * in memory. Close it, or declare it with `await using`: what it runs ends with it.
 *
 * Refused with a `Fault`: `store-in-use` (who has it is in `data.holder`), `refused` (a folder that holds other things or
 * is not ours alone), `store-corrupt`, `store-missing`, `store-newer`, `disk-full`.
 */
export async function openRuntime(options: OpenOptions = {}): Promise<SkepRuntime> {
  // Whoever only connects needs neither the store nor the terminals.
  const { openEmbedded } = await import('./library/embedded.ts')
  return openEmbedded(options)
}

/**
 * Connects to the runtime of a project's daemon: the one that `skep` on the command line uses. It is found, or started with
 * the program of this package. What runs there goes on after `close`.
 *
 * Refused with a `Fault`: `unreachable` (it could not be started; the hint names its log), `version` (it speaks another
 * version of the protocol).
 */
export async function connect(options: ConnectOptions = {}): Promise<SkepRuntime> {
  const { connectDaemon } = await import('./library/remote.ts')
  return connectDaemon(options, { file: programFile(), version: SKEP_VERSION })
}

/** Beside this file as it is built. */
function programFile(): string {
  return fileURLToPath(new URL('main.js', import.meta.url))
}
