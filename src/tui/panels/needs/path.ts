import type { Leg } from '../../../core/critical-path.ts'
import { toFineTime } from '../../../core/figures.ts'
import { textWidth } from '../../../screen/widths.ts'
import { fitText, type Line, span, toVisible } from '../../line.ts'
import type { NeedsFacts } from './facts.ts'
import { glyphOf, standingLine } from './standing.ts'

const offsetColumns = 10
const mostName = 24

/** A critical path, one leg a line: how long after the first it began, and how long it took. A single leg is no path. */
export function pathLines(legs: readonly Leg[], facts: NeedsFacts): readonly Line[] {
  const [first] = legs
  if (!first || legs.length < 2) return []
  const width = Math.min(mostName, Math.max(...legs.map(({ name }) => textWidth(name))))
  const waits = legs.at(-1)?.worker?.state.status === 'waiting'
  return legs.map(leg => [
    span(`${fitText(offsetText(leg, first), offsetColumns, 'right')}  `, 'faint'),
    glyphOf(leg.worker, facts),
    span(` ${fitText(toVisible(leg.name), width)}  `, 'strong'),
    ...standingLine(leg.worker, leg.until, facts),
    ...(waits && leg === first ? [span('  ‹ all below wait for it', 'waiting')] : []),
  ])
}

function offsetText({ startedAtMs }: Leg, first: Leg): string {
  if (startedAtMs === undefined || first.startedAtMs === undefined) return ''
  const afterMs = startedAtMs - first.startedAtMs
  return afterMs === 0 ? '0 s' : `+${toFineTime(afterMs)}`
}
