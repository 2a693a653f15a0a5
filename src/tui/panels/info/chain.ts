import type { Link } from '../../../core/chain.ts'
import { toShortTime } from '../../../core/figures.ts'
import type { WorkerId } from '../../../core/id.ts'
import { type Line, span, toVisible } from '../../line.ts'
import { markOf, type ShownWord } from '../../words.ts'

/** What a worker hangs on, link by link down to what decides, as `skep why` says it. */
export function chainLines({ because }: Link, around: Around): readonly Line[] {
  return because.flatMap(link => linkLines(link, { ...around, lead: ' ' }))
}

export type Around = { readonly nowMs: number; readonly wordOf: (worker: WorkerId) => ShownWord }

function linkLines(link: Link, { lead, ...around }: Around & { readonly lead: string }): readonly Line[] {
  const { worker, name, until, why, sinceMs, heldUpBy, lastLines, next, because } = link
  const word = worker && around.wordOf(worker)
  const { glyph, tone } = word ? markOf(word) : unknown
  const { nowMs } = around
  const since = sinceMs === undefined ? '' : `, for ${toShortTime(nowMs - sinceMs)}`
  return [
    ...(until === undefined ? [] : [[span(`${lead}until ${toVisible(until)}:`, 'faint')]]),
    [
      span(`${lead}${glyph} `, tone),
      span(toVisible(name), 'strong'),
      span(` ${word ?? 'unknown'}`, tone),
      span(`${since}: `, 'faint'),
      span(toVisible(why)),
    ],
    ...heldUpBy.map(({ pid, command }) => [span(`${lead}  held up by ${pid} `, 'faint'), span(toVisible(command))]),
    ...lastLines.map(line => [span(`${lead}  wrote: `, 'faint'), span(toVisible(line))]),
    [span(`${lead}  next: ${toVisible(next)}`, 'faint')],
    ...because.flatMap(one => linkLines(one, { ...around, lead: `${lead}   ` })),
  ]
}

const unknown = { glyph: '?', tone: 'bad' } as const
