import { toShortTime } from '../../../core/figures.ts'
import { shortNeed } from '../../../core/need.ts'
import { obstaclesOf } from '../../../core/needs.ts'
import { describeOutcome } from '../../../core/outcome.ts'
import { shortCheck } from '../../../core/probe.ts'
import { isUnready } from '../../../core/ready.ts'
import { type RunRecord, wordOfWorker } from '../../../core/record.ts'
import { hopelessFor } from '../../../core/stuck.ts'
import { beganMs, type Clocks } from '../../../core/uptime.ts'
import type { LivingState } from '../../../store/living.ts'
import type { Seen } from '../../../store/select.ts'
import { selectNames } from '../../known.ts'
import { toVisible } from '../../line.ts'
import type { Now } from '../../now.ts'
import { shownWord } from '../../shown.ts'
import type { ShownWord } from '../../words.ts'

/** Where a worker stands, in few words: the word, how long, until when or on what, and more where there is room. */
export type ShortStatus = {
  readonly word: ShownWord
  readonly detail: string
  readonly more: string
  /** Whether the detail is what is waited for, rather than how long. */
  readonly waitsFor: boolean
}

/** The status of a worker for the list. */
export function statusOfWorker(seen: Seen, { living, screen: { clocks } }: Now): ShortStatus {
  const { worker, run } = seen
  const { state } = worker
  const word = shownWord(seen, living)
  if (state.status === 'backoff') {
    const detail = toShortTime(state.untilMs - clocks.nowMs)
    return { word, detail, more: shortOutcome(run), waitsFor: false }
  }
  if (state.status === 'waiting')
    return waitingFor(word, { what: awaited(seen, living, word), sinceMs: state.sinceMs, clocks })
  if (state.status === 'scheduled') {
    const detail = toShortTime(state.dueMs - clocks.nowMs)
    return { word, detail, more: shortOutcome(run), waitsFor: false }
  }
  if (run && isUnready(run) && run.pausedAtMs === undefined)
    return waitingFor(word, { what: shortCheck(worker.spec.ready), sinceMs: run.state.sinceMs, clocks })
  return { word, detail: run ? detailOf(run, clocks) : '', more: shortOutcome(run), waitsFor: false }
}

type Awaited = { readonly what: string; readonly sinceMs: number; readonly clocks: Clocks }

function waitingFor(word: ShownWord, { what, sinceMs, clocks }: Awaited): ShortStatus {
  const since = toShortTime(clocks.nowMs - sinceMs)
  return what === ''
    ? { word, detail: since, more: '', waitsFor: false }
    : { word, detail: toVisible(what), more: since, waitsFor: true }
}

/** What a waiting worker waits for; for one that is stuck, who is at the end of it and where that one stands. */
function awaited({ worker }: Seen, living: LivingState, word: ShownWord): string {
  const names = selectNames(living)
  const end = word === 'stuck' ? hopelessFor(worker, names, living) : undefined
  if (!end)
    return obstaclesOf(worker, names, living)
      .map(({ need }) => shortNeed(need))
      .join(', ')
  const { worker: last, need } = end
  return last ? `${need.name} ${wordOfWorker(last, last.run && living.runs.get(last.run))}` : `no ${need.name}`
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
