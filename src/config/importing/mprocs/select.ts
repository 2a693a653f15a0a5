import { problemAt } from '../../text/problem.ts'
import { brokenAt, type Entry, type Mapping, type Tree, valueAt } from '../../tree/tree.ts'
import type { Importing } from '../translation.ts'

// As mprocs calls them.
const systems: Readonly<Record<string, string>> = { darwin: 'macos', win32: 'windows', sunos: 'solaris' }

/** Puts in the place of each `$select: os` what it says for this system; what it says for others is noted. */
export function selectAll(tree: Tree, importing: Importing): Tree {
  if (tree.kind === 'scalar') return tree
  if (tree.kind === 'list') return { ...tree, items: tree.items.map(item => selectAll(item, importing)) }
  const [first] = tree.entries.keys()
  if (first === '$select') return selectAll(select(tree, importing), importing)
  const entries = Array.from(tree.entries, ([name, { key, value }]): [string, Entry] => {
    return [name, { key, value: selectAll(value, importing) }]
  })
  return { ...tree, entries: new Map(entries) }
}

function select(tree: Mapping, { note, report }: Importing): Tree {
  const by = valueAt(tree, '$select')
  const system = systems[process.platform] ?? process.platform
  const chosen = [system, '$else'].find(key => tree.entries.has(key))
  const found = chosen === undefined ? undefined : valueAt(tree, chosen)
  if (by?.kind !== 'scalar' || by.text !== 'os') {
    report(() => problemAt((by ?? tree).place, { message: '`$select` takes `os`' }))
    return brokenAt(tree.place)
  }
  if (!found) {
    const hint = 'give it one, or `$else`'
    report(() => problemAt(tree.place, { message: `\`$select\` has no value for ${system}`, hint }))
    return brokenAt(tree.place)
  }
  const others = [...tree.entries.keys()].filter(key => key !== '$select' && key !== chosen)
  const message = `\`$select: os\` is what it says for this system; not carried over is what it says for ${others.join(', ')}`
  if (others.length > 0) note(tree.place, message)
  return found
}
