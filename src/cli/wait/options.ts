import { parseCondition, readExpression } from '../../client/wait/condition.ts'
import type { WaitFrom, WaitOrder } from '../../client/wait/order.ts'
import { parseCursor } from '../../core/cursor.ts'
import { Fault } from '../../core/fault.ts'

export type WaitOptions = {
  readonly for?: readonly string[]
  readonly any?: true
  readonly all?: true
  readonly failOn?: readonly string[]
  readonly after?: string
  readonly new?: true
  readonly timeout?: number | 'none'
  readonly json?: true
}

/** Long enough for a server to come up, short enough to be noticed (decisions.md 30). */
const defaultTimeoutMs = 60_000

/** What the options order; what contradicts itself or cannot be read is refused (`usage`). */
export function readOptions(options: WaitOptions): Omit<WaitOrder, 'targets'> {
  const { for: texts = [], any, all, failOn = [], timeout = defaultTimeoutMs } = options
  if (texts.length === 0) throw usage('wait was not told what for', "write --for ready, or --for 'match=listening on'")
  if (any && all) throw usage('--any and --all contradict each other', 'leave one of them out')
  return {
    conditions: texts.map(parseCondition),
    mode: all ? 'all' : 'any',
    failOn: failOn.map(readExpression),
    from: readFrom(options),
    timeoutMs: timeout === 'none' ? undefined : timeout,
  }
}

function readFrom({ after, new: isNew }: WaitOptions): WaitFrom {
  if (after !== undefined && isNew) throw usage('--after and --new both say where to begin', 'leave one of them out')
  if (isNew) return { kind: 'now' }
  if (after === undefined) return { kind: 'start' }
  const cursor = parseCursor(after)
  if (cursor) return { kind: 'cursor', ...cursor }
  throw usage(`${after} is no cursor`, 'give the RUN:OFFSET that an earlier answer gave')
}

function usage(message: string, hint: string): Fault {
  return new Fault({ code: 'usage', message, hint })
}
