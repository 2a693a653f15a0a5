import { toShortTime } from '../../../core/figures.ts'
import { describeOutcome } from '../../../core/outcome.ts'
import type { RunRecord } from '../../../core/record.ts'
import { beganMs, type Clocks } from '../../../core/uptime.ts'
import type { Seen } from '../../../store/select.ts'
import { toVisible } from '../../line.ts'

/** Where a worker stands, in few words: the word, how long or until when, and more where there is room. */
export type ShortStatus = { readonly word: string; readonly detail: string; readonly more: string }

/** The status of a worker for the list. */
export function statusOfWorker({ worker, run, word }: Seen, clocks: Clocks): ShortStatus {
  const { state } = worker
  if (state.status === 'backoff') {
    return { word, detail: toShortTime(state.untilMs - clocks.nowMs), more: shortOutcome(run) }
  }
  if (state.status === 'waiting')
    return { word, detail: toShortTime(clocks.nowMs - state.sinceMs), more: namesOf(worker) }
  if (state.status === 'scheduled')
    return { word, detail: toShortTime(state.dueMs - clocks.nowMs), more: shortOutcome(run) }
  return { word, detail: run ? detailOf(run, clocks) : '', more: shortOutcome(run) }
}

function namesOf({ spec }: Seen['worker']): string {
  return spec.needs.map(({ name }) => name).join(', ')
}

function detailOf(run: RunRecord, clocks: Clocks): string {
  const { state } = run
  const { nowMs } = clocks
  switch (state.status) {
    case 'running':
      return toShortTime(nowMs - (run.pausedAtMs ?? beganMs(run, clocks) ?? state.sinceMs))
    case 'stopping':
      return `${toShortTime(nowMs - state.sinceMs)}…`
    default:
      return toShortTime(nowMs - (run.endedAtMs ?? state.sinceMs))
  }
}

/** What an ended run came to, where its word does not say it already. */
function shortOutcome(run: RunRecord | undefined): string {
  const state = run?.state
  if (state?.status !== 'ended' && state?.status !== 'draining') return ''
  const { outcome } = state
  if (outcome.kind === 'exited') return outcome.code === 0 ? '' : `exit ${outcome.code}`
  if (outcome.kind === 'signalled') return outcome.signal.replace(/^SIG/, '')
  if (outcome.kind === 'stopped' || outcome.kind === 'completed' || outcome.kind === 'timed-out') return ''
  if (outcome.kind === 'cancelled') return toVisible(outcome.reason ?? '')
  if (outcome.kind === 'spawn-failed') return outcome.errno
  return toVisible(describeOutcome(outcome))
}
