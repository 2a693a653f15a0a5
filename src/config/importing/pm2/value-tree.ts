import type { Place, Source } from '../../text/source.ts'
import type { Entry, Tree } from '../../tree/tree.ts'

/** Where in a file of code a key may stand. */
export type Locate = (key: string) => Place

/** What a file of code exports, as a tree; its places are guessed from the text, as near as that goes. */
export function toTree(value: unknown, source: Source): Tree {
  return treeOf(value, { place: { source, start: 0, end: 0 }, depth: 0 })
}

type Where = { readonly place: Place; readonly depth: number }

const deepest = 100

function treeOf(value: unknown, { place, depth }: Where): Tree {
  if (typeof value !== 'object' || value === null || depth > deepest) return scalarOf(value, place)
  const inner = depth + 1
  if (Array.isArray(value)) {
    const places = placesOfItems(value, place)
    return {
      kind: 'list',
      place,
      items: value.map((item, index) => treeOf(item, { place: places[index] ?? place, depth: inner })),
    }
  }
  const entries = Object.entries(value).flatMap(([name, under]): [string, Entry][] => {
    if (name === '' || name === '__proto__' || under === undefined) return []
    const region = placeOfKey(name, place)
    // What is shown of it is the key; what stands in it reaches as far as what it belongs to.
    const key = { ...region, end: Math.min(region.end, region.start + name.length) }
    const where = typeof under === 'object' ? region : key
    return [[name, { key, value: treeOf(under, { place: where, depth: inner }) }]]
  })
  return { kind: 'mapping', entries: new Map(entries), place }
}

function scalarOf(value: unknown, place: Place): Tree {
  const plain = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null
  const marks = [{ at: 0, offset: place.start, fixed: true }]
  return { kind: 'scalar', value: plain, text: plain === null ? '' : String(plain), place, marks, broken: false }
}

// An item stands where its name does, or its script; the place reaches to where the next one stands.
function placesOfItems(items: readonly unknown[], around: Place): readonly Place[] {
  const { text } = around.source
  const end = around.end || text.length
  let from = around.start
  const starts = items.map(item => {
    const at = placeOfItem(item, text.slice(0, end), from)
    if (at >= 0) from = at
    return from
  })
  return starts.map((start, index) => ({ ...around, start, end: starts[index + 1] ?? end }))
}

function placeOfItem(item: unknown, text: string, from: number): number {
  if (typeof item !== 'object' || item === null) return -1
  for (const known of ['name', 'script', 'cmd', 'command']) {
    const named = Object.entries(item).find(([key]) => key === known)?.[1]
    const at = typeof named === 'string' ? findQuoted(text, named, from) : -1
    if (at >= 0) return Math.max(from, text.lastIndexOf('{', at))
  }
  return -1
}

function findQuoted(text: string, word: string, from: number): number {
  const all = ["'", '"', '`'].map(quote => text.indexOf(quote + word + quote, from)).filter(at => at >= 0)
  return all.length > 0 ? Math.min(...all) : -1
}

function placeOfKey(name: string, around: Place): Place {
  const { text } = around.source
  const end = around.end || text.length
  const pattern = new RegExp(`(?<![\\w.$])(["']?)${name.replaceAll(/\W/g, '\\$&')}\\1\\s*:`, 'g')
  pattern.lastIndex = around.start
  const found = pattern.exec(text)
  if (!found || found.index >= end) return around
  const start = found.index + (found[1]?.length ?? 0)
  return { ...around, start, end }
}
