import type { Entry } from './entry.ts'
import { entryLine } from './entry-rows.ts'
import type { OutputWindow } from './output-window.ts'
import { findMatches, type Range } from './pattern.ts'

/** A match: in which line, and which of the line's. */
export type Match = { readonly line: number; readonly at: number }

/** Which match the person is at, of how many; `isWhole` is false while not all lines have been looked at. */
export type Tally = { readonly place: number; readonly count: number; readonly isWhole: boolean }

/** The matches of one pattern in a window. */
export type Search = {
  current: Match | undefined
  ranges(entry: Entry): readonly Range[]
  /** The next match from a place on, down or up, in the lines that are held. */
  find(from: Match, direction: 1 | -1): Match | undefined
  tally(): Tally
}

// What one look may cost: a fraction of a frame. The next one goes on from there.
const tallyMs = 3

const nothing: readonly Range[] = []

/** Starts searching. */
export function createSearch(window: OutputWindow, pattern: RegExp): Search {
  const found = new WeakMap<Entry, readonly Range[]>()

  function ranges(entry: Entry): readonly Range[] {
    const known = found.get(entry)
    if (known) return known
    const fresh = entry.kind === 'text' ? findMatches(entryLine(entry).text, pattern) : nothing
    found.set(entry, fresh)
    return fresh
  }

  function rangesAt(line: number): readonly Range[] {
    const entry = window.entry(line)
    return entry ? ranges(entry) : nothing
  }

  const search: Search = {
    current: undefined,
    ranges,
    find({ line, at }, direction) {
      const next = at + direction
      if (next >= 0 && next < rangesAt(line).length) return { line, at: next }
      const begin = direction === 1 ? Math.max(window.first, line + 1) : Math.min(window.end, line) - 1
      for (let other = begin; other >= window.first && other < window.end; other += direction) {
        const count = rangesAt(other).length
        if (count > 0) return { line: other, at: direction === 1 ? 0 : count - 1 }
      }
      return undefined
    },
    tally() {
      const { current } = search
      const stopMs = performance.now() + tallyMs
      let [place, count] = [0, 0]
      for (let line = window.first; line < window.end; line++) {
        const inLine = rangesAt(line).length
        if (current && line < current.line) place += inLine
        count += inLine
        if (performance.now() > stopMs) return { place: 0, count, isWhole: false }
      }
      return { place: current ? place + current.at + 1 : 0, count, isWhole: true }
    },
  }
  return search
}
