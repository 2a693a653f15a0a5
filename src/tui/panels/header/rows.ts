import { toPercent, toShortBytes } from '../../../core/figures.ts'
import { selectAll, selectTotals } from '../../../store/select.ts'
import { cutText, type Line, lineWidth, type Span, span, spread, toVisible } from '../../line.ts'
import type { Now } from '../../now.ts'
import { countWords } from '../../shown.ts'
import { markOf, type ShownWord, wordsByWeight } from '../../words.ts'

const longestProject = 24
const gap = span('   ')

/** The header: project, how many workers are of each word, what all of them use. What has no room is left out. */
export function headerRow({ living, screen }: Now): Line {
  const { columns } = screen.size
  const name = nameLine(living.project, columns)
  const room = columns - lineWidth(name) - 1
  const usage = usageLine(selectTotals(living))
  const counts = living.connection === 'closed' ? [gone] : countSpans(countWords(selectAll(living), living))
  const whole = joinCounts(counts, Number.POSITIVE_INFINITY)
  const besides = [whole, joinCounts(counts, room - lineWidth(usage))].find(line => fits([...line, ...usage], room))
  const hasMost = besides === whole || columns >= columnsForUsage
  const right = besides && hasMost ? [...besides, ...usage] : joinCounts(counts, room)
  return spread(name, [...right, span(' ')], columns)
}

/** Below this the counts need all the room, unless they are few. */
const columnsForUsage = 76
const gone = span('the runtime is gone', 'bad')

function fits(line: Line, room: number): boolean {
  return lineWidth(line) <= room
}

function nameLine(project: string, columns: number): Line {
  if (columns < 40) return [span(' skep', 'strong'), gap]
  return [span(' skep', 'strong'), span(` · ${cutText(toVisible(project), longestProject)}`), gap]
}

function countSpans(counts: ReadonlyMap<ShownWord, number>): readonly Span[] {
  return wordsByWeight
    .filter(word => counts.has(word))
    .map(word => span(`${counts.get(word)} ${word}`, markOf(word).tone))
}

/** As many counts as fit, the weightiest first; an ellipsis for the rest. */
function joinCounts(parts: readonly Span[], room: number): Line {
  let line: Line = []
  for (const [index, part] of parts.entries()) {
    const longer = index === 0 ? [part] : [...line, span(' · ', 'faint'), part]
    const isLast = index === parts.length - 1
    if (lineWidth(longer) + (isLast ? 0 : ellipsis.text.length) > room) return [...line, ellipsis]
    line = longer
  }
  return line
}

const ellipsis = span(' …', 'faint')

function usageLine({ cpuCores, memoryBytes }: ReturnType<typeof selectTotals>): Line {
  if (memoryBytes === 0) return []
  return [
    span('   cpu ', 'faint'),
    span(toPercent(cpuCores).padStart(4)),
    span('  mem ', 'faint'),
    span(toShortBytes(memoryBytes).padStart(4)),
  ]
}
