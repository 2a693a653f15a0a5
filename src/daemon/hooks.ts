import type { Command } from '../core/command.ts'
import type { SkepEvent } from '../core/event.ts'
import type { WorkerId } from '../core/id.ts'
import { describeOutcome, type Outcome, statusOf } from '../core/outcome.ts'
import { hasFailed, type RunRecord, type WorkerRecord } from '../core/record.ts'
import type { HookEvent, WorkerSpec } from '../core/spec.ts'
import { describeErrand, runErrand } from '../process/errand.ts'
import { diagnose } from './diagnose.ts'
import type { Parts } from './parts.ts'

/** Runs the commands that files want to be run when something has happened to a worker. */
export type Hooks = { close(): void }

/** One that takes longer is killed. */
const longestMs = 60_000

/** So many of a worker may wait for the ones before them; a crash loop with a slow hook leaves out the rest. */
const mostWaiting = 100

/** What is being run for a worker, one after the other. */
type Queue = { tail: Promise<void>; waiting: number }

/** Begins to run hooks, of what happens from now on. Those of one worker run in the order of what happened. */
export function openHooks(parts: Parts): Hooks {
  const { journal, picture, store } = parts
  const queues = new Map<WorkerId, Queue>()
  const closing = new AbortController()

  function hear(events: readonly SkepEvent[]): void {
    for (const event of events) {
      const worker = event.worker && picture.workers.get(event.worker)
      // The next run may have taken its place already.
      const run = event.run && (picture.runs.get(event.run) ?? store.run(event.run))
      if (!worker?.spec.hooks || !run) continue
      for (const what of happenedIn(event, run)) call(what, worker, run)
    }
  }

  function call(what: HookEvent, worker: WorkerRecord, run: RunRecord): void {
    const command = worker.spec.hooks?.[what]
    if (!command) return
    const queue = queues.get(worker.id) ?? { tail: Promise.resolve(), waiting: 0 }
    queues.set(worker.id, queue)
    if (queue.waiting >= mostWaiting) {
      complain(worker, `the command for ${what} was left out: ${mostWaiting} wait already`)
      return
    }
    queue.waiting += 1
    queue.tail = queue.tail.then(() => carryOut(what, { command, worker, run })).finally(() => leave(worker.id, queue))
  }

  function leave(id: WorkerId, queue: Queue): void {
    queue.waiting -= 1
    if (queue.waiting === 0) queues.delete(id)
  }

  async function carryOut(what: HookEvent, { command, worker, run }: Called): Promise<void> {
    if (closing.signal.aborted) return
    const { spec } = worker
    const place = { cwd: spec.cwd, env: { ...spec.env, PWD: spec.cwd, ...toFacts(what, spec, run) } }
    const signal = AbortSignal.any([closing.signal, AbortSignal.timeout(longestMs)])
    const end = await runErrand(command, place, signal)
    if (closing.signal.aborted || (end.kind === 'exited' && end.code === 0)) return
    complain(worker, `the command for ${what} ${describeErrand(end)}`)
  }

  function complain(worker: WorkerRecord, said: string): void {
    const message = `${worker.spec.name}: ${said}`
    diagnose(parts, { severity: 'warning', code: 'worker.hook-failed', message, worker: worker.id })
  }

  const stopListening = journal.onCommit(hear)
  return {
    close() {
      stopListening()
      closing.abort()
    },
  }
}

type Called = { readonly command: Command; readonly worker: WorkerRecord; readonly run: RunRecord }

function happenedIn({ kind }: SkepEvent, run: RunRecord): readonly HookEvent[] {
  switch (kind) {
    case 'run.running':
      return run.isChecked ? ['started'] : ['started', 'ready']
    case 'run.ready':
      return ['ready']
    case 'run.ended':
      return hasFailed(run) ? ['failed', 'ended'] : ['ended']
    default:
      return []
  }
}

/** The run's facts. The run's mark is not among them: the end of the run is not to end what tells of it. */
function toFacts(what: HookEvent, { name }: WorkerSpec, run: RunRecord): Readonly<Record<string, string>> {
  const { state, pid } = run
  return {
    SKEP_EVENT: what,
    SKEP_WORKER: name,
    SKEP_RUN: run.id,
    SKEP_ATTEMPT: String(run.attempt),
    ...(pid === undefined ? {} : { SKEP_PID: String(pid) }),
    ...('outcome' in state ? toOutcomeFacts(state.outcome, run) : {}),
  }
}

function toOutcomeFacts(outcome: Outcome, { success }: RunRecord): Readonly<Record<string, string>> {
  return {
    SKEP_STATUS: statusOf(outcome, success),
    SKEP_OUTCOME: describeOutcome(outcome),
    ...('code' in outcome && outcome.code !== undefined ? { SKEP_EXIT_CODE: String(outcome.code) } : {}),
    ...('signal' in outcome && outcome.signal !== undefined ? { SKEP_SIGNAL: outcome.signal } : {}),
  }
}
