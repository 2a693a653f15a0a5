import type { Entry } from './entry.ts'
import { entryRowOf, type Marked } from './entry-rows.ts'
import type { Job, OutputView, Shown } from './output-view.ts'
import { createSearch, type Match, type Search } from './search.ts'
import { compareSpots } from './spot.ts'

/** Searching in what a view goes over. */
export type OutputSearch = {
  /** Begins with a pattern, at the last match above the end of what is seen; undefined ends it. */
  begin(pattern: RegExp | undefined): void
  /** To the match below (1) or above (-1). */
  step(direction: 1 | -1): void
  /** What is to be done next to find one. */
  next(): Job | undefined
  /** Gives up looking for one. */
  rest(): void
  /** The matches in a line of the window. */
  marked(line: number, entry: Entry): Marked
  /** `3 of 17`, `no match`, `searching`; empty without a pattern. */
  words(): string
}

/** Going through output that is not in memory, page by page; the view goes along. */
type Hunt = { readonly from: Match; readonly direction: 1 | -1; readonly pagesLeft: number }

/** How far one press of a key looks: 16 MiB. */
const huntPages = 256

const unmarked: Marked = { ranges: [], current: undefined }

/** Where to go on from so that no match of this line itself is found. */
function besides(direction: 1 | -1, line: number): Match {
  return { line, at: direction === -1 ? 0 : Number.MAX_SAFE_INTEGER }
}

/** Opens searching in a view, without a pattern; `again` is called when its words will have changed without any doing. */
export function openOutputSearch(view: OutputView, shown: () => Shown, again: () => void): OutputSearch {
  const { window } = view
  let search: Search | undefined
  let hunt: Hunt | undefined

  function goTo(found: Match): void {
    if (search) search.current = found
    hunt = undefined
    const spot = spotOf(found)
    const isSeen = compareSpots(spot, view.top()) >= 0 && compareSpots(spot, view.bottom()) < 0
    if (!isSeen) view.stayAt({ line: spot.line, row: Math.max(0, spot.row - Math.floor(shown().rows / 2)) })
  }

  function spotOf({ line, at }: Match): { line: number; row: number } {
    const entry = window.entry(line)
    const range = entry && search?.ranges(entry)[at]
    return { line, row: entry && range ? entryRowOf(entry, range.from, shown().look) : 0 }
  }

  // The view reads on too, so what is new is looked at before it is decided to go on.
  async function huntOn(): Promise<void> {
    if (!hunt) return
    const { direction, from, pagesLeft } = hunt
    const found = search?.find(from, direction)
    if (found) goTo(found)
    else if (isAtEdge(direction) || pagesLeft === 0) hunt = undefined
    else {
      const edge = direction === -1 ? window.first : window.end - 1
      hunt = { direction, from: besides(direction, edge), pagesLeft: pagesLeft - 1 }
      view.stayAt({ line: edge, row: 0 })
      await (direction === -1 ? window.readOlder() : window.readNewer())
    }
  }

  const isAtEdge = (direction: 1 | -1) => (direction === -1 ? window.atStart : window.atEnd)

  return {
    begin(pattern) {
      hunt = undefined
      search = pattern && createSearch(window, pattern)
      const found = search?.find(besides(-1, view.bottom().line + 1), -1)
      if (found) goTo(found)
    },
    step(direction) {
      if (!search) return
      const from = search.current ?? besides(direction, direction === -1 ? view.bottom().line + 1 : view.top().line - 1)
      const found = search.find(from, direction)
      if (found) goTo(found)
      else hunt = { from, direction, pagesLeft: huntPages }
    },
    next: () => hunt && huntOn,
    rest() {
      hunt = undefined
    },
    marked(line, entry) {
      if (!search) return unmarked
      return { ranges: search.ranges(entry), current: search.current?.line === line ? search.current.at : undefined }
    },
    words() {
      if (!search) return ''
      if (hunt) return 'searching'
      const { place, count, isWhole } = search.tally()
      if (!isWhole) {
        setImmediate(again)
        return 'counting'
      }
      const isAll = window.atStart && window.atEnd
      if (count === 0) return isAll ? 'no match' : 'no match here'
      const known = isAll ? `${count}` : `${count}+`
      return place === 0 ? `${known} matches` : `${place} of ${known}`
    },
  }
}
