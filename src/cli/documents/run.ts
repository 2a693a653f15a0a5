import type { MeasuredOutput } from '../../client/line-reader.ts'
import type { ListedRun } from '../../core/listed.ts'
import { wordOfRun } from '../../core/record.ts'
import type { RunState } from '../../core/run.ts'
import { type Clocks, uptimeMs } from '../../core/uptime.ts'
import type { Usage } from '../../core/usage.ts'
import { toIso } from '../json.ts'
import type { Document } from './document.ts'
import { toOutcomeDocument } from './outcome.ts'

/** What is known of a run from elsewhere than its record. */
export type RunFacts = {
  readonly run: ListedRun
  /** The name of its worker, as long as that is there. */
  readonly name: string | undefined
  readonly output: MeasuredOutput | undefined
  readonly usage: Usage | undefined
  readonly clocks: Clocks
}

/** A run: what it is, where it stands, its times, its output and what it took. What was not measured is left out. */
export function toRunDocument({ run, name, output, usage, clocks }: RunFacts): Document {
  return {
    ...toRunBrief(run),
    worker: name ?? run.worker,
    workerId: run.worker,
    session: run.session,
    queuedAt: toIso(run.queuedAtMs),
    by: run.actor,
    command: run.command,
    cwd: run.cwd,
    tty: run.tty,
    output: output && { bytes: output.end, lines: output.lines, firstAvailable: output.firstAvailable },
    metrics: {
      wallMs: wallMsOf(run, clocks),
      cpuMs: usage?.cpuMs,
      peakMemoryBytes: usage?.peakMemoryBytes,
      retries: run.attempt - 1,
    },
  }
}

/** A run in a few words, as a worker has it. */
export function toRunBrief(run: ListedRun): Document {
  return {
    id: run.id,
    state: run.state.status,
    status: wordOfRun(run),
    outcome: outcomeOf(run.state),
    pid: run.pid,
    attempt: run.attempt,
    startedAt: toIso(run.startedAtMs),
    readyAt: toIso(run.readyAtMs),
    endedAt: toIso(run.endedAtMs),
  }
}

function outcomeOf(state: RunState): Document | undefined {
  return 'outcome' in state ? toOutcomeDocument(state.outcome) : undefined
}

function wallMsOf(run: ListedRun, clocks: Clocks): number | undefined {
  const wallMs = uptimeMs(run, clocks)
  return wallMs === undefined ? undefined : Math.round(wallMs)
}
