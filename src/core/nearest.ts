/** The one of the known words that a mistyped word was probably meant to be; undefined when none is near. */
export function nearest(word: string, known: Iterable<string>): string | undefined {
  if (word.length > longestWord) return undefined
  let best: { readonly name: string; readonly distance: number } | undefined
  let looked = 0
  for (const name of known) {
    if (looked >= mostKnown) break
    looked += 1
    const distance = name.length > longestWord ? Number.POSITIVE_INFINITY : distanceOf(fold(word), fold(name))
    const isNear = distance <= tolerance(word, name) && distance < Math.min(word.length, name.length)
    if (isNear && (!best || distance < best.distance)) best = { name, distance }
  }
  return best?.name
}

// More than any table of ours has, and as many as are gone through in a millisecond or two.
const mostKnown = 1_000
// Nobody mistypes longer words than this, and the work grows with the square of it.
const longestWord = 64

function fold(word: string): string {
  return word.toLowerCase().replaceAll(/[-_]/g, '')
}

// A third of the letters may be wrong: one in a short word, more would make any word near to any other.
function tolerance(word: string, name: string): number {
  return Math.max(1, Math.floor(Math.max(word.length, name.length) / 3))
}

/** How many letters must be put in, taken out, changed or swapped with their neighbour (optimal string alignment). */
function distanceOf(from: string, to: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: to.length + 1 }, (_, column) => column)
  for (let row = 1; row <= from.length; row += 1) {
    const current = [row]
    for (let column = 1; column <= to.length; column += 1) {
      const same = from[row - 1] === to[column - 1]
      const swapped = row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1]
      const steps = [at(last, column) + 1, at(current, column - 1) + 1, at(last, column - 1) + (same ? 0 : 1)]
      if (swapped) steps.push(at(beforeLast, column - 2) + 1)
      current.push(Math.min(...steps))
    }
    beforeLast = last
    last = current
  }
  return at(last, to.length)
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY
}
