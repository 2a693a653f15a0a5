import { toShortTime } from '../../../core/figures.ts'
import type { RunRecord } from '../../../core/record.ts'
import { wordOfRun } from '../../../core/record.ts'
import { type Clocks, uptimeMs } from '../../../core/uptime.ts'
import type { Seen } from '../../../store/select.ts'
import { titleText } from '../../frame.ts'
import { type Line, lineWidth, span, toVisible } from '../../line.ts'
import type { Now } from '../../now.ts'
import { selectHeading, selectSelected, selectShownRun, selectTab, selectTabs } from '../../select.ts'
import { shownWord } from '../../shown.ts'
import { markOf } from '../../words.ts'
import { sumLine } from '../workers/sum.ts'
import { isOutput } from './state.ts'

/** What the pane is about, as much as there is room for: name, status, process, time. */
export function titleLine(now: Now, columns: number): Line {
  const heading = selectHeading(now)
  if (heading) return joinFacts([[span(titleText(toVisible(heading.name)), 'strong')], sumLine(now, heading)])
  const selected = selectSelected(now)
  if (!selected) return [span('no worker', 'faint')]
  const facts = factsOf(selected, now)
  for (let count = facts.length; count > 1; count -= 1) {
    const line = joinFacts(facts.slice(0, count))
    if (lineWidth(line) <= columns) return line
  }
  return joinFacts(facts.slice(0, 1))
}

const separator = span(' · ', 'faint')

function joinFacts(facts: readonly Line[]): Line {
  return facts.flatMap((fact, index) => (index === 0 ? fact : [separator, ...fact]))
}

/** The weightiest first: what does not fit is left out from the end. */
function factsOf(seen: Seen, now: Now): readonly Line[] {
  const { worker } = seen
  const name: Line = [span(titleText(toVisible(worker.spec.name)), 'strong')]
  const run = selectShownRun(now)
  const { earlier } = now.screen.pane
  const isEarlier = earlier !== undefined && earlier.run === run
  const shown = isEarlier && run ? wordOfRun(run) : shownWord(seen, now.living)
  const facts: Line[] = [name]
  if (isEarlier) facts.push([span(`earlier run ${earlier.place}/${earlier.of}`, 'waiting')])
  facts.push([span(shown, markOf(shown).tone)])
  return run ? [...facts, ...factsOfRun(run, now.screen.clocks)] : facts
}

function factsOfRun(run: RunRecord, clocks: Clocks): readonly Line[] {
  const pid: Line[] = run.pid === undefined ? [] : [[span(`pid ${run.pid}`, 'faint')]]
  const lastedMs = uptimeMs(run, clocks)
  return lastedMs === undefined ? pid : [...pid, [span(toShortTime(lastedMs), 'faint')]]
}

/** The tabs, the shown one marked; without room for all only that one. */
export function tabsLine(now: Now, columns: number): Line {
  const shown = selectTab(now)
  const tabs = selectTabs(now).map(tab => (tab === shown ? span(tab, 'tab') : span(tab, 'faint')))
  const [wide, narrow] = ['  ', ' '].map(gap => tabs.flatMap((tab, index) => (index === 0 ? [tab] : [span(gap), tab])))
  const line = [wide, narrow].find(line => line && lineWidth(line) <= columns)
  return (
    line ??
    tabsAround(
      tabs,
      tabs.findIndex(({ tone }) => tone === 'tab'),
      columns,
    )
  )
}

/** The shown tab with as many of its neighbours as there is room for; a mark says on which side there are more. */
function tabsAround(tabs: Line, at: number, columns: number): Line {
  const windows = tabs.flatMap((_, from) => tabs.map((_, to) => ({ from, to })))
  const lines = windows
    .filter(({ from, to }) => from <= at && at <= to)
    .sort((one, other) => other.to - other.from - (one.to - one.from))
    .map(
      ({ from, to }): Line => [
        ...(from > 0 ? [span('‹', 'faint')] : []),
        ...tabs.slice(from, to + 1).flatMap((tab, index) => (index === 0 ? [tab] : [span(' '), tab])),
        ...(to < tabs.length - 1 ? [span('›', 'faint')] : []),
      ],
    )
  return lines.find(line => lineWidth(line) <= columns) ?? lines.at(-1) ?? []
}

/** What the frame says at its lower edge: how the output is shown. */
export function footLine(now: Now): Line {
  const words = [...lookWords(now), now.screen.pane.foot].filter(word => word !== '')
  return joinFacts(words.map(word => [span(word, 'faint')]))
}

/** How lines are shown, where it is lines that are shown. */
function lookWords(now: Now): readonly string[] {
  const { wrap, times, search } = now.screen.pane
  const tab = selectTab(now)
  if (!isOutput(tab) || selectShownRun(now)?.tty) return []
  return [wrap ? '' : 'cut', times ? 'times' : '', search === '' ? '' : `/${toVisible(search)}`]
}

/** What stands in the pane when there is nothing to show. */
export function emptyLines(now: Now): readonly Line[] {
  const selected = selectSelected(now)
  if (!selected) {
    return [
      [span('nothing runs here yet', 'faint')],
      [span('a', 'key'), span(' adds a worker; a ', 'faint'), span('skep.yaml', 'plain'), span(' keeps them', 'faint')],
    ]
  }
  const name = toVisible(selected.worker.spec.name)
  return [[span(`${name} has not run yet`, 'faint')], [span('s', 'key'), span(' starts it', 'faint')]]
}

/** What a name and its status are left at the least. */
const leastTitle = 20

/** How many cells the tabs may take in a frame of so many. */
export function tabColumns(frameColumns: number): number {
  return frameColumns - leastTitle
}
