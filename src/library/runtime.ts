/// <reference lib="esnext.disposable" preserve="true" />
import type { Diagnostic } from '../core/diagnostic.ts'
import type { RunId, RuntimeId, WorkerRef } from '../core/id.ts'
import type { Acknowledgement, Stopped } from '../protocol/acknowledged.ts'
import type { Sent } from '../protocol/verbs/send.ts'
import type { TranscriptPage } from '../protocol/verbs/transcript.ts'
import type { EventCursor } from './event-cursor.ts'
import type { EventsPage, SubscribeOptions } from './events.ts'
import type { WorkerInput } from './input.ts'
import type { RuntimeStarted, RuntimeStopped } from './lifecycle.ts'
import type { OutputChunk, OutputLine, OutputOptions } from './output.ts'
import type { RunHandle } from './run-handle.ts'
import type { RunResult } from './run-result.ts'
import type { Subscription } from './subscription.ts'
import type { Summary } from './summary.ts'
import type { RunStatus, Worker, WorkerDetail } from './view.ts'
import type { WorkerChange, WorkerOptions } from './worker-options.ts'

/**
 * The authority over workers and their runs, in this process or in the project's daemon: nothing here can tell.
 *
 * What is refused is a `Fault`: a stable `code`, a sentence, and a `hint` what to do next; nothing has changed then. Every
 * call is refused with `runtime-stopped` after `close`, every change after `stopRuntime`. Refs and cursors of another
 * runtime are `wrong-runtime`, unknown ids `not-found`, wrong arguments `usage`. A change is answered when it is on disk.
 *
 * Limits, metrics, artifacts, queues, sessions and what a worker is meant for are not part of it yet.
 */
export type SkepRuntime = AsyncDisposable & {
  /** Where runs execute. */
  readonly kind: 'local'
  /** Never used again for another runtime. */
  readonly id: RuntimeId
  /** What people call it. */
  readonly name: string

  /** Puts a worker into the catalogue; it does not run yet. `name-taken` when there is one of that name. */
  create(options: WorkerOptions): Promise<Acknowledgement>
  /**
   * Has one worker of this name run as these options say: the one that does, or a new run, however many ask at the same time.
   * It is the same when command, real folder, declared environment, terminal and the git branch of the folder agree; one
   * that runs otherwise is `already-running`, with `differs` in its data, and is left as it is.
   */
  ensure(options: WorkerOptions): Promise<Acknowledgement>
  /** The catalogue, in the order in which it grew. */
  list(): Promise<readonly Worker[]>
  detail(ref: WorkerRef): Promise<WorkerDetail>
  /** Makes a worker what these options say, its name excepted. `already-running` while it is active. */
  update(ref: WorkerRef, change: WorkerChange): Promise<Acknowledgement>
  /** Takes a worker out of the catalogue; its runs are kept. `already-running` while it is active. */
  delete(ref: WorkerRef): Promise<Acknowledgement>
  /** Stops what a worker runs, with its whole process tree, and takes it out of the catalogue. */
  destroy(ref: WorkerRef): Promise<Stopped>

  /** Starts a worker; one that runs stays as it is, with `changed: false`. Answers before the process is there. */
  start(ref: WorkerRef): Promise<Acknowledgement>
  /**
   * Stops a worker: its signals, its grace, then a kill of the whole process tree. Answers with the verdict over every
   * process when all is done. Of what has ended it answers where that stands, with `changed: false`.
   */
  stop(ref: WorkerRef, reason?: string): Promise<Stopped>
  /** Stops a worker without grace, also one that is being stopped. */
  kill(ref: WorkerRef, reason?: string): Promise<Stopped>
  /** Stops a worker and starts it anew; two restarts at once are one. Answers when it is accepted. */
  restart(ref: WorkerRef): Promise<Acknowledgement>
  /** Suspends the whole process tree. `not-running` when nothing runs. */
  pause(ref: WorkerRef): Promise<Acknowledgement>
  /** Lets a suspended tree go on. `not-running` when nothing runs. */
  resume(ref: WorkerRef): Promise<Acknowledgement>
  /** Gives up what a worker runs, as `stop` does, with the outcome `cancelled`. */
  cancel(ref: WorkerRef, reason?: string): Promise<Stopped>

  /**
   * Runs a worker, or a new one of these options, and resolves when that run has ended, however it ended. A new one stays
   * in the catalogue, as any other. `already-running` while the worker is active.
   */
  execute(target: WorkerRef | WorkerOptions): Promise<RunResult>
  /** The same, answering at once with a handle of the run. */
  executeBackground(target: WorkerRef | WorkerOptions): Promise<RunHandle>
  /** Where a run stands now. */
  status(run: RunId): Promise<RunStatus>
  /** Resolves with the result of a run when it has ended. Any number may wait, and a run that has ended answers too. */
  wait(run: RunId): Promise<RunResult>
  /** Runs, the newest first, at most 256 (the default); `before` is the last run of the page before. */
  runs(options?: RunsOptions): Promise<readonly RunStatus[]>

  /**
   * Types a content into what a worker runs, and into its transcript with who says it. Blank content is `usage`;
   * `not-running` when nothing runs, `input-closed` when it has no input, `input-full` when it does not read.
   */
  sendInput(ref: WorkerRef, input: WorkerInput): Promise<Sent>
  /** Types keys by the names of tmux: `C-c`, `Up`, `Enter`, `F5`. */
  sendKeys(ref: WorkerRef, keys: readonly string[]): Promise<Sent>
  /** Ends the input of what a worker runs: closes its pipe, or types Ctrl-D into its terminal. */
  endInput(ref: WorkerRef): Promise<Sent>
  /** What a run has written and writes, from a byte offset on. Nothing is taken away by reading. */
  output(run: RunId, options?: OutputOptions): AsyncIterable<OutputChunk>
  /** The same line by line. */
  lines(run: RunId, options?: OutputOptions): AsyncIterable<OutputLine>
  /**
   * A page of what was said to and happened with a run, or a worker's active or last one; `limit` is 256 at most (the
   * default), more is `usage`. A `start` past the end is an empty page.
   */
  transcript(target: WorkerRef | RunId, page?: TranscriptOptions): Promise<TranscriptPage>

  /** The cursor before the first event. */
  cursorFromStart(): EventCursor
  /** The cursor after the newest event. */
  cursorNow(): Promise<EventCursor>
  /**
   * A page of the journal after a cursor; `limit` is 256 at most (the default), more is `usage`. A cursor that is older
   * than what is kept is `cursor-expired`, one that this journal has not come to is `invalid-cursor`.
   */
  readEvents(cursor: EventCursor, limit?: number): Promise<EventsPage>
  /** The present, and every event after the cursor (after the present when there is none). Refusals as of `readEvents`. */
  subscribe(cursor?: EventCursor, options?: SubscribeOptions): Promise<Subscription>
  /** The newest 200 things that a person should know, the newest last. */
  diagnostics(): Promise<readonly Diagnostic[]>
  /** Those that come from now on, until the runtime is stopped. */
  watchDiagnostics(): AsyncIterable<Diagnostic>
  /** Counts by status, where runs execute, and limits. */
  summary(): Promise<Summary>

  /**
   * Stops every worker, each with an event of its own, and then the runtime: reading works on, every change is
   * `runtime-stopped`. A second stop answers the first one's event.
   */
  stopRuntime(reason?: string): Promise<RuntimeStopped>
  /** Lets a runtime that was stopped be changed again. */
  startRuntime(): Promise<RuntimeStarted>
  /**
   * Lets go of it. An embedded runtime stops everything first, and one in memory is gone with its output; of a daemon
   * only the connection ends, and what runs goes on.
   */
  close(): Promise<void>
}

export type RunsOptions = {
  /** Only runs of this worker. */
  readonly ref?: WorkerRef
  readonly limit?: number
  /** Only runs that are older than this one. */
  readonly before?: RunId
}

export type TranscriptOptions = {
  /** How many entries to pass over; default 0. */
  readonly start?: number
  readonly limit?: number
}
