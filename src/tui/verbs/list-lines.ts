import type { Seen } from '../../store/select.ts'
import { type Line, span, toVisible } from '../line.ts'
import { markOf } from '../words.ts'

/** More names would not fit into a question. */
const mostNames = 8

/** Workers as a question lists them: glyph, name and word. */
export function listLines(workers: readonly Seen[]): readonly Line[] {
  const width = Math.max(...workers.slice(0, mostNames).map(({ worker }) => worker.spec.name.length), 0)
  const lines = workers.slice(0, mostNames).map(({ worker, word }): Line => {
    const { glyph, tone } = markOf(word)
    return [span(`  ${glyph} `, tone), span(toVisible(worker.spec.name).padEnd(width + 2), 'strong'), span(word, tone)]
  })
  const rest = workers.length - lines.length
  return rest > 0 ? [...lines, [span(`  … and ${rest} more`, 'faint')]] : lines
}
