import { renderCursor } from '../../core/cursor.ts'
import type { Court, Wish } from './court.ts'
import { toCaptures, toHit } from './hit.ts'
import type { Pattern } from './scan.ts'
import type { Sight } from './sight.ts'

export type PatternOrder = {
  readonly court: Court
  readonly wishes: readonly Wish[]
  readonly failOn: readonly string[]
}

/** What is looked for in a run's output: what must not be goes before what is wished in the same line. */
export function toPatterns(sight: Sight, { court, wishes, failOn }: PatternOrder): readonly Pattern[] {
  return [
    ...failOn.map(expression => toFailure(sight, expression, court)),
    ...wishes.flatMap(wish => toPattern(sight, wish, court)),
  ]
}

function toFailure(sight: Sight, expression: string, court: Court): Pattern {
  return {
    expression,
    isOpen: () => true,
    spotted({ line, offset }) {
      const { worker, name, run } = sight
      const cursor = renderCursor({ run, offset, back: 0 })
      court.failed({ kind: 'failed-on', expression, line, worker, name, run, cursor, already: isOld(sight, offset) })
    },
  }
}

function toPattern(sight: Sight, wish: Wish, court: Court): readonly Pattern[] {
  const { condition } = wish
  if (condition.kind !== 'match') return []
  return [
    {
      expression: condition.expression,
      isOpen: () => wish.hit === undefined,
      spotted({ match, offset }) {
        const found = { already: isOld(sight, offset), captures: toCaptures(match), offset }
        court.met(wish, toHit(sight, wish, found))
      },
    },
  ]
}

function isOld({ wasThere, beganAt }: Sight, offset: number): boolean {
  return wasThere && offset <= beganAt
}
