import { renderCursor } from '../../core/cursor.ts'
import type { Captures, Hit } from './answer.ts'
import type { Wish } from './court.ts'
import { type Met, outcomeOf, type Sight } from './sight.ts'

export type Found = Met & { readonly captures: Captures; readonly offset: number }

/** What was found of a run, as it is answered. */
export function toHit(sight: Sight, { condition }: Wish, { already, captures, offset }: Found): Hit {
  const { worker, name, run } = sight
  const cursor = renderCursor({ run, offset, back: 0 })
  return { condition, worker, name, run, captures, cursor, already, outcome: outcomeOf(sight) }
}

/** The groups that took part in a match. */
export function toCaptures(match: RegExpExecArray): Captures {
  const groups = [...[...match].entries(), ...Object.entries(match.groups ?? {})]
  return Object.fromEntries(groups.flatMap(([key, text]) => (text === undefined ? [] : [[String(key), text]])))
}
