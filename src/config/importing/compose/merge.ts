import type { Entry, List, Mapping, Tree } from '../../tree/tree.ts'

// Of these the upper one counts as a whole.
const replaced = ['command', 'entrypoint', 'test']
// These are lists of `NAME=value`, or mappings.
const named = ['environment', 'labels']

/** One file or service over another, as Compose merges them. */
export function lay(lower: Mapping, upper: Mapping): Mapping {
  const entries = new Map(lower.entries)
  for (const [name, { key, value }] of upper.entries) {
    const under = entries.get(name)?.value
    entries.set(name, { key, value: under ? layValue(under, value, name) : value })
  }
  return { ...upper, entries }
}

function layValue(lower: Tree, upper: Tree, name: string): Tree {
  if (replaced.includes(name)) return upper
  if (named.includes(name) && lower.kind !== 'scalar' && upper.kind !== 'scalar')
    return lay(toNamed(lower), toNamed(upper))
  if (name === 'depends_on' && lower.kind !== upper.kind) return layMixed(lower, upper)
  if (lower.kind === 'mapping' && upper.kind === 'mapping') return lay(lower, upper)
  return lower.kind === 'list' && upper.kind === 'list' ? { ...upper, items: [...lower.items, ...upper.items] } : upper
}

function layMixed(lower: Tree, upper: Tree): Tree {
  if (lower.kind === 'scalar' || upper.kind === 'scalar') return upper
  return lay(toNamed(lower), toNamed(upper))
}

/** `NAME=value` and `NAME` as a mapping. */
export function toNamed(tree: List | Mapping): Mapping {
  if (tree.kind === 'mapping') return tree
  const entries = tree.items.flatMap((item): readonly [string, Entry][] => {
    if (item.kind !== 'scalar' || item.value === null || item.broken) return []
    const at = item.text.indexOf('=')
    if (at < 0) return [[item.text, { key: item.place, value: { ...item, value: null, text: '' } }]]
    const text = item.text.slice(at + 1)
    return [[item.text.slice(0, at), { key: item.place, value: { ...item, value: text, text } }]]
  })
  return { kind: 'mapping', entries: new Map(entries), place: tree.place }
}

/** A mapping without one of its keys. */
export function without(mapping: Mapping, key: string): Mapping {
  return { ...mapping, entries: new Map(Array.from(mapping.entries).filter(([name]) => name !== key)) }
}
