import { toShortBytes } from '../../core/figures.ts'
import { pageBytes, type Reading } from './stretch.ts'

/** How much output there is behind what a person has seen. */
export type News = {
  /** Everything up to this cursor has been seen. */
  seen(upTo: number): void
  update(): Promise<void>
  /** `120 new` lines, or `2.1M new` where counting them would cost more than it tells; empty when there is nothing new. */
  words(): string
}

const newline = 10

/** Starts with everything seen. */
export function createNews({ source, stream }: Reading): News {
  let seenTo = 0
  let end = 0
  let counted = { to: 0, lines: 0, isExact: true }

  async function count(): Promise<void> {
    const page = await source.read({ from: counted.to, maxBytes: pageBytes, stream })
    const lines = page.chunks.reduce((sum, { bytes }) => sum + countLines(bytes), counted.lines)
    counted = { to: page.next, lines, isExact: page.atEnd }
    end = page.end
  }

  return {
    seen(upTo) {
      if (upTo === seenTo) return
      seenTo = upTo
      counted = { to: upTo, lines: 0, isExact: true }
    },
    async update() {
      if (counted.isExact) await count()
      else end = (await source.bounds()).end
    },
    words() {
      if (end <= seenTo) return ''
      if (!counted.isExact) return `${toShortBytes(end - seenTo)} new`
      return counted.lines > 0 ? `${counted.lines} new` : ''
    },
  }
}

function countLines(bytes: Uint8Array): number {
  let count = 0
  for (let at = bytes.indexOf(newline); at !== -1; at = bytes.indexOf(newline, at + 1)) count += 1
  return count
}
