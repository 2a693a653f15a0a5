import type { OutputSource } from '../../client/client.ts'
import type { Size, StreamChoice } from '../../core/output.ts'
import { openListeners } from '../../screen/listeners.ts'
import type { Pane } from '../pane.ts'
import type { Entry } from './entry.ts'
import { type EntryLook, entryLine, entryRows } from './entry-rows.ts'
import { createLoader } from './loader.ts'
import { type OutputSearch, openOutputSearch } from './output-search.ts'
import { type OutputView, openOutputView } from './output-view.ts'

export type OutputPaneOptions = {
  readonly source: OutputSource
  /** All of it, if not said. */
  readonly stream?: StreamChoice
  readonly wrap?: boolean
  readonly times?: boolean
}

/** What a run on pipes printed, line by line. */
export type OutputPane = Pane & {
  setStream(stream: StreamChoice): void
  setWrap(wrap: boolean): void
  setTimes(times: boolean): void
  /** Marks what matches and goes to the last match above the end of what is seen; undefined ends searching. */
  search(pattern: RegExp | undefined): void
  /** Goes to the match below (1) or above (-1), and reads on where no line in memory has one. */
  nextMatch(direction: 1 | -1): void
  /** Shows only the lines that match, from the end on. */
  filter(pattern: RegExp | undefined): void
}

/** Opens a pane at the end of a run's output. It reads only as often as it is painted. */
export function openOutputPane({ source, ...options }: OutputPaneOptions): OutputPane {
  const changes = openListeners<void>()
  let { stream = 'all', wrap = true, times = false } = options
  let size: Size = { columns: 80, rows: 24 }
  let pattern: RegExp | undefined
  let only: RegExp | undefined
  let hasStreams = false
  let wasAsked = false
  let view = openView()
  let search = openSearch()
  const loader = createLoader(nextJob, loaded)
  const hush = source.grew(() => {
    view.grew()
    changes.tell()
  })

  function openView(): OutputView {
    const test = toTest(only)
    return openOutputView({ source, stream, accepts: entry => entry.kind === 'gap' || test(entry) }, shown)
  }

  function openSearch(): OutputSearch {
    const opened = openOutputSearch(view, shown, changes.tell)
    opened.begin(pattern)
    return opened
  }

  function reopen(): void {
    view = openView()
    search = openSearch()
    changes.tell()
  }

  function shown(): { look: EntryLook; rows: number } {
    return { look: { columns: size.columns, wrap, times, gutter: stream === 'all' && hasStreams }, rows: size.rows }
  }

  function nextJob(): (() => Promise<void>) | undefined {
    const asked = wasAsked
    wasAsked = false
    return view.next(asked) ?? search.next()
  }

  function loaded(): void {
    const { window } = view
    window.keepAround(view.top().line, view.bottom().line + 1)
    hasStreams ||= hasStream(window.entry(window.first)) || hasStream(window.entry(window.end - 1))
    changes.tell()
  }

  function visibleRows(): string[] {
    const { line: first, row } = view.top()
    const rows: string[] = []
    for (let line = first; rows.length < row + size.rows; line++) {
      const entry = view.window.entry(line)
      if (!entry) break
      rows.push(...entryRows(entry, shown().look, search.marked(line, entry)))
    }
    return rows.slice(row, row + size.rows)
  }

  function act(change: () => void): void {
    change()
    changes.tell()
    loader.kick()
  }

  return {
    rows(asked) {
      size = asked
      wasAsked = true
      loader.kick()
      const rows = visibleRows()
      return [...rows, ...Array.from({ length: size.rows - rows.length }, () => ' '.repeat(size.columns))]
    },
    cursor: () => undefined,
    foot() {
      const words = [loader.problem ?? '', search.words(), only ? 'filtered' : '', view.words()]
      return words.filter(word => word !== '').join(' · ')
    },
    scroll(move) {
      search.rest()
      act(() => view.scroll(move))
    },
    onChange: changes.add,
    close() {
      hush()
      loader.close()
      changes.clear()
    },
    setStream(next) {
      stream = next
      reopen()
    },
    setWrap(next) {
      wrap = next
      changes.tell()
    },
    setTimes(next) {
      times = next
      changes.tell()
    },
    search(next) {
      pattern = next
      act(() => search.begin(next))
    },
    nextMatch: direction => act(() => search.step(direction)),
    filter(next) {
      only = next
      reopen()
    },
  }
}

function hasStream(entry: Entry | undefined): boolean {
  return entry?.kind === 'text' && (entry.stream === 'stdout' || entry.stream === 'stderr')
}

function toTest(pattern: RegExp | undefined): (entry: Entry) => boolean {
  if (!pattern) return () => true
  // An expression that remembers where it was would miss every other line.
  const test = new RegExp(pattern.source, pattern.flags.replace(/[gy]/g, ''))
  return entry => test.test(entryLine(entry).text)
}
