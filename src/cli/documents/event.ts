import type { SkepEvent } from '../../core/event.ts'
import type { RuntimeId } from '../../core/id.ts'
import type { RunState } from '../../core/run.ts'
import type { WorkerState } from '../../core/worker.ts'
import { renderCursor } from '../event-cursor.ts'
import { toIso } from '../json.ts'
import { toDiagnosticDocument } from './diagnostic.ts'
import type { Document } from './document.ts'
import { toOutcomeDocument } from './outcome.ts'
import { toRunBrief } from './run.ts'
import { toSafeSpecDocument } from './spec.ts'
import { toEntryDocument } from './transcript.ts'

/** The runtime whose journal it is, and the name of the event's worker as long as that is known. */
export type EventPlace = { readonly runtimeId: RuntimeId; readonly name: string | undefined }

/** One entry of the journal with its cursor; environments are not part of it. */
export function toEventDocument(event: SkepEvent, { runtimeId, name }: EventPlace): Document {
  const { id, timeMs, kind, worker, run, actor, message } = event
  return {
    ...{ id, cursor: renderCursor(runtimeId, id), time: toIso(timeMs), kind },
    worker: name ?? worker,
    workerId: worker,
    ...{ run, actor, message },
    data: factsOf(event, name),
  }
}

function factsOf(event: SkepEvent, name: string | undefined): Document | undefined {
  switch (event.kind) {
    case 'worker.added':
      return { spec: toSafeSpecDocument(event.data.worker.spec) }
    case 'worker.updated':
      return { spec: toSafeSpecDocument(event.data.spec) }
    case 'worker.moved':
      return { wanted: event.data.wanted, ...toWorkerState(event.data.state) }
    case 'run.added':
      return { run: toRunBrief(event.data.run), command: event.data.run.command }
    case 'run.said':
      return toEntryDocument(event.data.entry)
    case 'run.judged':
      return event.data.verdict
    case 'run.left':
      return { left: event.data.left }
    case 'diagnostic':
      return toDiagnosticDocument(event.data.diagnostic, name)
    default:
      return 'state' in event.data ? toRunState(event.data.state) : undefined
  }
}

function toRunState(state: RunState): Document {
  return {
    state: state.status,
    pid: 'process' in state ? state.process?.pid : undefined,
    outcome: 'outcome' in state ? toOutcomeDocument(state.outcome) : undefined,
  }
}

function toWorkerState(state: WorkerState): Document {
  return {
    state: state.status,
    retryAt: state.status === 'backoff' ? toIso(state.untilMs) : undefined,
    dueAt: state.status === 'scheduled' ? toIso(state.dueMs) : undefined,
    failures: 'failures' in state ? state.failures : undefined,
    outcome: 'outcome' in state && state.outcome ? toOutcomeDocument(state.outcome) : undefined,
  }
}
