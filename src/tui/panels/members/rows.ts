import { toPercent, toShortBytes } from '../../../core/figures.ts'
import { describeWhy } from '../../../core/why.ts'
import { textWidth } from '../../../screen/widths.ts'
import type { Seen } from '../../../store/select.ts'
import { fitText, type Line, span, toVisible } from '../../line.ts'
import type { Now } from '../../now.ts'
import { selectMembers } from '../../select.ts'
import { markOf } from '../../words.ts'
import type { Heading } from '../workers/heading.ts'
import { statusOfWorker } from '../workers/status.ts'
import { sumLine, usageOf } from '../workers/sum.ts'

/** More than anybody reads here, and few enough to be drawn at every change. */
const mostMembers = 200

/** All about the workers of a heading together, and in a sentence why each stands where it stands. */
export function memberLines(now: Now, heading: Heading): readonly Line[] {
  const members = selectMembers(now, heading.members.slice(0, mostMembers))
  const rest = heading.members.length - members.length
  const usage = usageOf(now, heading)
  const width = Math.max(0, ...members.map(({ worker }) => textWidth(worker.spec.name)))
  return [
    [span('workers    ', 'faint'), span(String(heading.members.length))],
    [span('status     ', 'faint'), ...sumLine(now, heading)],
    ...(usage
      ? [
          [
            span('use        ', 'faint'),
            span(`cpu ${toPercent(usage.cpuCores)}, memory ${toShortBytes(usage.memoryBytes)}`),
          ],
        ]
      : []),
    [],
    ...members.map(seen => memberLine(now, seen, width)),
    ...(rest > 0 ? [[span(` … and ${rest} more: they are in the list`, 'faint')]] : []),
  ]
}

const wordColumns = 10

function memberLine(now: Now, seen: Seen, width: number): Line {
  const { word, detail, more, waitsFor } = statusOfWorker(seen, now)
  const { glyph, tone } = markOf(word)
  const why = waitsFor ? `${detail}, for ${more}` : describeWhy(seen, now.screen.clocks.nowMs)
  return [
    span(` ${glyph} `, tone),
    span(fitText(toVisible(seen.worker.spec.name), width), 'strong'),
    span(` ${fitText(word, wordColumns)}`, tone),
    span(toVisible(why)),
  ]
}
