import { toShortTime } from '../core/figures.ts'
import type { ListedRun, ListedWorker } from '../core/listed.ts'
import { describeOutcome, type Outcome } from '../core/outcome.ts'
import { wordOfRun } from '../core/record.ts'
import { describeCause } from '../core/why.ts'

/** Where a worker stands, in a word and what else there is to say: `failed (exit 1)`, `backoff (retry in 3s, exit 1)`. */
export function statusOfWorker({ status, retryAtMs, dueAtMs, run }: ListedWorker, nowMs: number): string {
  const detail = run ? detailOf(run) : ''
  const retry = retryAtMs === undefined ? '' : `retry in ${toShortTime(retryAtMs - nowMs)}`
  const due = dueAtMs === undefined ? '' : `in ${toShortTime(dueAtMs - nowMs)}`
  return withDetail(status, [due, retry, detail])
}

/** The same of one run. */
export function statusOfRun(run: ListedRun): string {
  return withDetail(wordOfRun(run), [detailOf(run)])
}

function withDetail(word: string, details: readonly string[]): string {
  const said = details.filter(detail => detail !== '').join(', ')
  return said === '' ? word : `${word} (${said})`
}

function detailOf({ state }: ListedRun): string {
  if (state.status === 'stopping') return withoutKind(describeCause(state.cause), state.cause.kind)
  return 'outcome' in state ? detailOfOutcome(state.outcome) : ''
}

/** What the word does not say already. */
function detailOfOutcome(outcome: Outcome): string {
  switch (outcome.kind) {
    case 'exited':
      return outcome.code === 0 ? '' : `exit ${outcome.code}`
    case 'signalled':
      return outcome.signal.replace(/^SIG/, '')
    case 'timed-out':
    case 'completed':
      return ''
    default:
      return withoutKind(describeOutcome(outcome), outcome.kind)
  }
}

function withoutKind(text: string, kind: string): string {
  return text.startsWith(kind) ? text.slice(kind.length).replace(/^:? /, '') : text
}
