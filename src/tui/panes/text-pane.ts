import { clipLine, type Line, renderLine, toLine, wrapLine } from '../../screen/lines.ts'
import { openListeners } from '../../screen/listeners.ts'
import type { Pane, Scroll } from '../pane.ts'
import { toRows } from './scroll-rows.ts'
import { clampSpot, compareSpots, type Lines, lastSpot, moveSpot, type Spot } from './spot.ts'

export type TextPane = Pane & {
  /** Shows these lines of text with colours. */
  setLines(lines: readonly string[]): void
  setWrap(wrap: boolean): void
}

export type TextPaneOptions = {
  /** Whether it shows its end as long as nobody scrolls up; else it begins at its start. */
  readonly follows?: boolean
  readonly wrap?: boolean
}

/** Opens a pane of lines that somebody else makes. */
export function openTextPane({ follows = false, wrap: startsWrapped = true }: TextPaneOptions = {}): TextPane {
  const changes = openListeners<void>()
  let lines: readonly Line[] = []
  let wrap = startsWrapped
  let size = { columns: 80, rows: 24 }
  /** Where the view begins; `end` while it follows. */
  let top: Spot | 'end' = follows ? 'end' : { line: 0, row: 0 }

  const rowsOf = (line: Line) => (wrap ? wrapLine(line, size.columns) : [clipLine(line, size.columns)])
  const heights = (): Lines => ({
    first: 0,
    end: lines.length,
    height: at => (lines[at] ? rowsOf(lines[at]).length : 1),
  })

  function topSpot(): Spot {
    const last = lastSpot(heights(), size.rows)
    if (top === 'end') return last
    const spot = clampSpot(heights(), top)
    return compareSpots(spot, last) > 0 ? last : spot
  }

  function moveTo(spot: Spot): void {
    const isLast = compareSpots(spot, lastSpot(heights(), size.rows)) >= 0
    top = isLast && follows ? 'end' : spot
  }

  return {
    rows(asked) {
      size = asked
      const { line: first, row } = topSpot()
      const shown = lines.slice(first, first + size.rows + 1).flatMap(rowsOf)
      return Array.from({ length: size.rows }, (_, y) => renderLine(shown[row + y] ?? blank, size.columns))
    },
    cursor: () => undefined,
    foot() {
      const last = lastSpot(heights(), size.rows)
      const isWhole = last.line === 0 && last.row === 0
      if (isWhole) return ''
      if (top === 'end') return 'following'
      const spot = topSpot()
      return compareSpots(spot, last) >= 0 ? 'end' : `line ${spot.line + 1} of ${lines.length}`
    },
    scroll(move: Scroll) {
      if ('to' in move) moveTo(move.to === 'start' ? { line: 0, row: 0 } : lastSpot(heights(), size.rows))
      else moveTo(moveSpot(heights(), topSpot(), toRows(move, size.rows)).spot)
      changes.tell()
    },
    onChange: changes.add,
    close: changes.clear,
    setLines(texts) {
      lines = texts.map(text => toLine(text))
      changes.tell()
    },
    setWrap(next) {
      wrap = next
      changes.tell()
    },
  }
}

const blank = toLine('')
