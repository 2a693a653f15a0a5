import type { Stretch } from './layout-rows.ts'
import { moveTo } from './terminal-modes.ts'

/** What is on the terminal, stretch by stretch, and what is to be written to change it. */
export type Canvas = {
  /** Takes a new layout; nothing of what is there is known to be right any more. */
  lay(rows: ReadonlyArray<readonly Stretch[]>): void
  forget(): void
  readonly rows: ReadonlyArray<readonly Stretch[]>
  /** Puts text into a stretch unless what it was made of was put there last. */
  put(place: Place, source: string, toText: (source: string) => string): void
  /** What has to be written for all that was put; each piece says itself where it goes. */
  take(): string
}

/** A stretch by the number of its row and its number in the row. */
export type Place = { readonly y: number; readonly at: number }

/** Starts with a screen of which nothing is known. */
export function createCanvas(): Canvas {
  let rows: ReadonlyArray<readonly Stretch[]> = []
  let sources: (string | undefined)[][] = []
  let pieces: string[] = []

  function sourceOf(y: number, stretch: Stretch): string | undefined {
    const at = rows[y]?.findIndex(other => isSame(stretch, other)) ?? -1
    return sources[y]?.[at]
  }

  return {
    lay(next) {
      sources = next.map((stretches, y) => stretches.map(stretch => sourceOf(y, stretch)))
      rows = next
    },
    forget() {
      sources = rows.map(() => [])
    },
    get rows() {
      return rows
    },
    put({ y, at }, source, toText) {
      const stretch = rows[y]?.[at]
      const known = sources[y]
      if (!stretch || !known || known[at] === source) return
      known[at] = source
      pieces.push(moveTo(stretch.x, y), toText(source))
    },
    take() {
      const written = pieces.join('')
      pieces = []
      return written
    },
  }
}

function isSame(one: Stretch, other: Stretch): boolean {
  if (one.x !== other.x || one.columns !== other.columns) return false
  if (one.owner === 'chrome') return other.owner === 'chrome'
  return other.owner === 'pane' && one.id === other.id && one.row === other.row && one.from === other.from
}
