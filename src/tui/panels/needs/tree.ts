import { goalOf } from '../../../core/critical-path.ts'
import { shortUntil } from '../../../core/need.ts'
import type { ByName } from '../../../core/needs.ts'
import { textWidth } from '../../../screen/widths.ts'
import { fitLine, fitText, type Line, lineWidth, span, toVisible } from '../../line.ts'
import type { Bond, NeedsFacts } from './facts.ts'
import { glyphOf, standingLine } from './standing.ts'

/** How a tree grows. */
export type Growth = {
  readonly next: (name: string) => readonly Bond[]
  /** Names from a root on that are marked, and come first where they branch off. */
  readonly way: readonly string[]
  readonly names: ByName
  /** Whether the one below is what is needed; else it is the one that needs. */
  readonly below: 'needed' | 'needing'
}

type Row = { readonly lead: string; readonly bond: Bond; readonly isMarked: boolean; readonly isRepeated: boolean }

/** More rows are no picture any more. */
const mostRows = 300

/** Workers with what they are bound to below them, each with its own only once: where it comes again, that is said. */
export function treeLines(roots: readonly Bond[], growth: Growth, facts: NeedsFacts): readonly Line[] {
  const rows: Row[] = []
  const seen = new Set<string>()
  for (const root of roots) grow({ bond: root, lead: '', below: '', depth: 0, isMarked: root.name === growth.way[0] })

  function grow({ bond, lead, below, depth, isMarked }: Shoot): void {
    if (rows.length >= mostRows) return
    const bonds = inOrder(growth.next(bond.name), growth.way[depth + 1])
    const isRepeated = seen.has(bond.name)
    seen.add(bond.name)
    rows.push({ lead, bond, isMarked, isRepeated: isRepeated && bonds.length > 0 })
    if (isRepeated) return
    for (const [at, one] of bonds.entries()) {
      const isLast = at === bonds.length - 1
      grow({
        bond: one,
        lead: `${below}${isLast ? '└─ ' : '├─ '}`,
        below: `${below}${isLast ? '   ' : '│  '}`,
        depth: depth + 1,
        isMarked: isMarked && one.name === growth.way[depth + 1],
      })
    }
  }

  const widths = widthsOf(rows, facts.columns)
  const lines = rows.map(row => cutLine(rowLine(row, { ...widths, growth, facts }), facts.columns))
  return rows.length < mostRows ? lines : [...lines, [span(' …', 'faint')]]
}

type Shoot = Pick<Row, 'lead' | 'bond' | 'isMarked'> & { readonly below: string; readonly depth: number }

function inOrder(bonds: readonly Bond[], first: string | undefined): readonly Bond[] {
  const before = bonds.filter(({ name }) => name === first)
  return before.length === 0 ? bonds : [...before, ...bonds.filter(({ name }) => name !== first)]
}

type Widths = { readonly nameColumns: number; readonly untilColumns: number }

function cutLine(line: Line, columns: number): Line {
  return lineWidth(line) > columns ? fitLine(line, columns) : line
}

function widthsOf(rows: readonly Row[], columns: number): Widths {
  const widest = (texts: readonly string[]): number => texts.reduce((most, text) => Math.max(most, textWidth(text)), 0)
  return {
    nameColumns: Math.min(Math.floor(columns / 2), widest(rows.map(({ lead, bond }) => `${lead}${bond.name}`))),
    untilColumns: Math.min(mostUntil, widest(rows.map(untilText))),
  }
}

/** So much of a name is left however deep it stands. */
const leastName = 6

/** A long pattern is cut: it stands in the info. */
const mostUntil = 24

function untilText({ bond: { need } }: Row): string {
  return need ? toVisible(shortUntil(need.until)) : ''
}

type How = Widths & { readonly growth: Growth; readonly facts: NeedsFacts }

function rowLine(row: Row, { nameColumns, untilColumns, growth, facts }: How): Line {
  const { lead, bond, isMarked, isRepeated } = row
  const worker = growth.names.get(bond.name)
  const needed = growth.below === 'needed' ? bond.need?.until : undefined
  const until = needed ?? (worker ? goalOf(worker) : { kind: 'ready' })
  return [
    span(isMarked ? ' » ' : '   ', 'hint'),
    span(lead, 'faint'),
    glyphOf(worker, facts),
    span(' '),
    span(
      fitText(toVisible(bond.name), Math.max(leastName, nameColumns - textWidth(lead))),
      isMarked ? 'strong' : 'plain',
    ),
    ...(untilColumns > 0 ? [span(`  ${fitText(untilText(row), untilColumns)}`, 'hint')] : []),
    span('  '),
    ...(isRepeated ? [span('as above', 'faint')] : standingLine(worker, until, facts)),
  ]
}
