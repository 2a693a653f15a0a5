import type { Exit, Outcome } from '../../core/outcome.ts'
import type { Document } from './document.ts'

/** How a run ended: `{kind, code?, signal?, by?, reason?}`, `limit` and `errno` where they say more. */
export function toOutcomeDocument(outcome: Outcome): Document {
  switch (outcome.kind) {
    case 'exited':
    case 'signalled':
      return { kind: outcome.kind, ...toExit(outcome) }
    case 'spawn-failed':
      return { kind: outcome.kind, errno: outcome.errno, reason: outcome.message }
    case 'stopped':
    case 'cancelled':
      return { kind: outcome.kind, ...toExit(outcome.exit), by: outcome.by, reason: outcome.reason }
    case 'limit-exceeded':
      return { kind: outcome.kind, ...toExit(outcome.exit), limit: outcome.limit }
    case 'timed-out':
    case 'idle-timed-out':
      return { kind: outcome.kind, ...toExit(outcome.exit) }
    case 'lost':
      return { kind: outcome.kind, reason: outcome.reason }
    case 'completed':
      return { kind: outcome.kind, result: outcome.result }
    case 'failed':
      return { kind: outcome.kind, reason: outcome.error }
  }
}

function toExit(exit: Exit | undefined): Document {
  if (!exit) return {}
  return exit.kind === 'exited' ? { code: exit.code } : { signal: exit.signal }
}
