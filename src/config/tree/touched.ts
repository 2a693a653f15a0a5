import { toLineAndColumn } from '../text/source.ts'
import { brokenAt, type Entry, type Tree } from './tree.ts'

/** Breaks each worker, and each other key of the file, on whose lines a fault of syntax is. */
export function withoutTouched(tree: Tree, faultLines: readonly number[], depth = 0): Tree {
  if (tree.kind !== 'mapping') return tree
  const entries = Array.from(tree.entries, ([name, entry]): [string, Entry] => {
    const { key, value } = entry
    const { first, last } = linesOf(entry)
    if (!faultLines.some(line => first <= line && line <= last)) return [name, entry]
    const canLookInside = depth === 0 && value.kind === 'mapping'
    return [name, { key, value: canLookInside ? withoutTouched(value, faultLines, 1) : brokenAt(value.place) }]
  })
  return { ...tree, entries: new Map(entries) }
}

function linesOf(entry: Entry): { readonly first: number; readonly last: number } {
  const { source, start } = entry.key
  return { first: toLineAndColumn(source, start).line, last: lastLineOf(entry) }
}

// When a key has no value, a fault on the line after it is likely to be why.
function lastLineOf({ key, value }: Entry): number {
  const { source, start, end } = value.place
  if (start === end) return toLineAndColumn(source, key.start).line + 1
  const own = toLineAndColumn(source, end - 1).line
  const last = value.kind === 'mapping' ? Array.from(value.entries.values()).at(-1) : undefined
  return last ? Math.max(own, lastLineOf(last)) : own
}
