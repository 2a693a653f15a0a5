import { isWorkerName, nameOfCommand, numberName } from '../../../core/name.ts'
import type { Apart, Part } from './part.ts'
import type { Script } from './script.ts'

/** A script that runs others beside each other. */
export type Group = Pick<Apart, 'exitOn' | 'restart' | 'unsaid'> & {
  readonly script: Script
  /** All of it, by the names that they have here. */
  readonly members: readonly string[]
  /** Those of them that are no scripts but lines in it. */
  readonly lines: readonly { readonly name: string; readonly line: string }[]
}

/**
 * Which of the scripts that could be taken apart are groups: a script stays as it is when it has a script before or
 * after it, when a part of it is itself one that is taken apart, or belongs to another group.
 */
export function toGroups(scripts: readonly Script[], apart: ReadonlyMap<string, Apart>): readonly Group[] {
  const names = new Map(scripts.map(({ key, name }) => [key, name]))
  const taken = new Set(names.values())
  const grouped = new Set<string>()
  const groups: Group[] = []
  for (const script of scripts) {
    const found = apart.get(script.key)
    if (!found || names.has(`pre${script.key}`) || names.has(`post${script.key}`)) continue
    const keys = found.parts.flatMap(part => (part.kind === 'script' ? [part.key] : []))
    if (keys.some(key => apart.has(key) || grouped.has(key) || key === script.key)) continue
    for (const key of keys) grouped.add(key)
    groups.push(toGroup({ script, found, names }, taken))
  }
  return groups
}

type Candidate = {
  readonly script: Script
  readonly found: Apart
  readonly names: ReadonlyMap<string, string>
}

function toGroup({ script, found, names }: Candidate, taken: Set<string>): Group {
  const { parts, exitOn, restart, unsaid } = found
  const named = parts.map(part => ({ part, name: toName(part, script, { names, taken }) }))
  const lines = named.flatMap(({ part, name }) => (part.kind === 'line' ? [{ name, line: part.line }] : []))
  return { script, exitOn, restart, unsaid, lines, members: named.map(({ name }) => name) }
}

type Names = { readonly names: ReadonlyMap<string, string>; readonly taken: Set<string> }

function toName(part: Part, script: Script, { names, taken }: Names): string {
  if (part.kind === 'script') return names.get(part.key) ?? part.key
  const wanted = [part.name, nameOfCommand({ kind: 'shell', line: part.line })].map(name => `${script.name}:${name}`)
  const base = wanted.find(name => !name.endsWith(':') && isWorkerName(name)) ?? numberName(script.name, 1)
  const name = firstFree(base, taken)
  taken.add(name)
  return name
}

function firstFree(base: string, taken: ReadonlySet<string>): string {
  let name = base
  for (let number = 2; taken.has(name); number += 1) name = numberName(base, number)
  return name
}
