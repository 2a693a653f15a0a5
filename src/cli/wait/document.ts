import type { Decision, Hit, Seen, WaitAnswer } from '../../client/wait/answer.ts'
import { renderCondition } from '../../client/wait/condition.ts'
import type { WaitOrder } from '../../client/wait/order.ts'
import type { Document } from '../documents/document.ts'
import { toOutcomeDocument } from '../documents/outcome.ts'

/** What a wait came to, as programs read it: `met`, and what goes with it, else why not. */
export function toAnswerDocument(answer: WaitAnswer, { mode }: Pick<WaitOrder, 'mode'>): Document {
  switch (answer.kind) {
    case 'met': {
      const { hit, hits } = answer
      // Of all it is so already only when each was.
      const already = mode === 'all' ? hits.every(one => one.already) : hit.already
      return { met: true, ...toHit(hit), already, all: mode === 'all' ? hits.map(toHit) : undefined }
    }
    case 'timed-out':
      return { met: false, why: 'timed-out', timeoutMs: answer.timeoutMs, seen: answer.seen.map(toSeen) }
    case 'ended':
      return { met: false, why: 'ended', ...toPlace(answer), ...toEnd(answer.outcome), seen: answer.seen.map(toSeen) }
    case 'failed-on': {
      const { expression, line, cursor, already } = answer
      return { met: false, why: 'failed-on', expression, ...toPlace(answer), line, cursor, already }
    }
  }
}

function toHit(hit: Hit): Document {
  const { condition, captures, cursor, outcome, already } = hit
  return { condition: renderCondition(condition), ...toPlace(hit), captures, cursor, ...toEnd(outcome), already }
}

function toPlace({
  name,
  worker,
  run,
}: Pick<Extract<Decision, { kind: 'ended' }>, 'name' | 'worker' | 'run'>): Document {
  return { worker: name, workerId: worker, run }
}

function toEnd(outcome: Hit['outcome']): Document {
  return outcome ? { outcome: toOutcomeDocument(outcome) } : {}
}

function toSeen(seen: Seen): Document {
  const { status, quietMs, lines, notes } = seen
  return { ...toPlace(seen), status, quietMs, lines, notes }
}
