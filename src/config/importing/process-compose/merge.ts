import { isAbsolute, join } from 'node:path'
import { type Entry, type Mapping, type Tree, textAt as textOf, valueAt } from '../../tree/tree.ts'
import { templateAt } from '../document.ts'

/** One file over another, as the tool merges them. */
export function lay(lower: Mapping, upper: Mapping): Mapping {
  return layKeys(lower, without(upper, 'extends'))
}

function without(mapping: Mapping, key: string): Mapping {
  return { ...mapping, entries: new Map(Array.from(mapping.entries).filter(([name]) => name !== key)) }
}

// Of these the upper one counts as a whole.
const replaced = ['namespace', 'paths']

function layKeys(lower: Mapping, upper: Mapping): Mapping {
  const entries = new Map(lower.entries)
  for (const [name, { key, value }] of upper.entries) {
    const under = entries.get(name)?.value
    entries.set(name, { key, value: under ? layValue(under, value, name) : value })
  }
  return { ...upper, entries }
}

function layValue(lower: Tree, upper: Tree, name: string): Tree {
  if (upper.kind === 'scalar' && upper.value === null) return lower
  if (lower.kind === 'mapping' && upper.kind === 'mapping') return layKeys(lower, upper)
  if (lower.kind !== 'list' || upper.kind !== 'list' || replaced.includes(name)) return upper
  if (name !== 'environment') return { ...upper, items: [...lower.items, ...upper.items] }
  const own = new Set(upper.items.map(nameOf))
  return { ...upper, items: [...lower.items.filter(item => !own.has(nameOf(item))), ...upper.items] }
}

function nameOf(item: Tree): string {
  return item.kind === 'scalar' ? (item.text.split('=', 1)[0] ?? '') : ''
}

/** Processes of another folder run there, unless they say where. */
export function withFolder(file: Mapping, folder: string): Mapping {
  const processes = file.entries.get('processes')
  if (processes?.value.kind !== 'mapping') return file
  const moved = Array.from(processes.value.entries, ([name, entry]): [string, Entry] => {
    return [name, entry.value.kind === 'mapping' ? { ...entry, value: moveTo(entry.value, folder) } : entry]
  })
  const value = { ...processes.value, entries: new Map(moved) }
  return { ...file, entries: new Map(file.entries).set('processes', { ...processes, value }) }
}

function moveTo(process: Mapping, folder: string): Mapping {
  const own = textOf(process, 'working_dir')
  if (own && isAbsolute(own.text)) return process
  const key = process.entries.get('working_dir')?.key ?? process.place
  const value = templateAt(own?.place ?? process.place, own ? join(folder, own.text) : folder)
  return { ...process, entries: new Map(process.entries).set('working_dir', { key, value }) }
}

/** Puts into each process what the process that it `extends` says; circles and strangers are answered. */
export function extendAll(processes: Mapping): { readonly processes: Mapping; readonly wrong: readonly Tree[] } {
  const wrong: Tree[] = []
  const done = new Map<string, Tree>()

  const extend = (name: string, way: readonly string[]): Tree | undefined => {
    const known = done.get(name)
    const value = known ?? valueAt(processes, name)
    if (known || value?.kind !== 'mapping') return value
    const named = textOf(value, 'extends')
    const isWrong = named && (way.includes(named.text) || !processes.entries.has(named.text) || way.length > longestWay)
    if (isWrong) wrong.push(named)
    const base = named && !isWrong ? extend(named.text, [...way, named.text]) : undefined
    const own = without(value, 'extends')
    const extended = base?.kind === 'mapping' ? layKeys(base, own) : own
    done.set(name, extended)
    return extended
  }

  const entries = Array.from(processes.entries, ([name, entry]): [string, Entry] => {
    return [name, { ...entry, value: extend(name, [name]) ?? entry.value }]
  })
  return { processes: { ...processes, entries: new Map(entries) }, wrong }
}

// Nobody builds longer rows by hand.
const longestWay = 50
