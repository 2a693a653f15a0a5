import { nearest } from '../../core/nearest.ts'
import { type Complaint, judge, type Shape } from '../shape.ts'
import { problemAt, type Report, type Words } from '../text/problem.ts'
import type { Place } from '../text/source.ts'
import { isBroken, type Mapping, type Tree, toPlain, treeAt } from './tree.ts'

/** Holds a mapping against its shape, reports what is wrong in it, and answers with the values of the keys that are right. */
export function check<Values extends object>(shape: Shape<Values>, mapping: Mapping, report: Report): Partial<Values> {
  const sound = without(mapping, name => isBroken(treeAt(mapping, [name]) ?? mapping))
  const first = judge(shape, toPlain(sound))
  if (first.ok) return first.value
  for (const complaint of first.complaints) {
    report(() => problemAt(placeOf(sound, complaint), toWords(sound, complaint)))
  }
  const wrong = new Set(first.complaints.map(({ path }) => path[0]))
  const second = judge(shape, toPlain(without(sound, name => wrong.has(name))))
  return second.ok ? second.value : {}
}

function without(mapping: Mapping, isLeftOut: (name: string) => boolean): Mapping {
  return { ...mapping, entries: new Map(Array.from(mapping.entries).filter(([name]) => !isLeftOut(name))) }
}

function placeOf(tree: Tree, { kind, path }: Complaint): Place {
  const parent = treeAt(tree, path.slice(0, -1)) ?? tree
  const entry = parent.kind === 'mapping' ? parent.entries.get(String(path.at(-1))) : undefined
  const isAboutKey = kind === 'unknown-key' || kind === 'key' || kind === 'later'
  if (entry && isAboutKey) return entry.key
  const value = treeAt(tree, path)
  if (!value) return parent.place
  // When nothing stands behind a key, the key is what a person can find.
  return entry && value.place.start === value.place.end ? entry.key : value.place
}

function toWords(tree: Tree, complaint: Complaint): Words {
  const name = `\`${toDotted(complaint.path)}\``
  const value = treeAt(tree, complaint.path)
  const found = value ? describe(value) : 'nothing'
  switch (complaint.kind) {
    case 'unknown-key':
      return { message: `${name} is no key that skep knows`, ...toSuggestion(complaint) }
    case 'key':
      return { message: `${lastOf(complaint.path)} cannot be a name`, ...toRule(complaint.expected) }
    case 'later':
      return { message: `${name} is not supported in this version: ${complaint.reason}`, hint: 'remove it for now' }
    case 'missing':
      return { message: `${name} is missing` }
    case 'choice':
      return { ...toTakes(name, complaint.expected, found), ...toChoice(value, complaint.words) }
    case 'value':
      return { ...toTakes(name, complaint.expected, found), ...(complaint.hint ? { hint: complaint.hint } : {}) }
  }
}

function toTakes(name: string, expected: string, found: string): Words {
  return { message: `${name} takes ${expected}, found ${found}`, expected, found }
}

function lastOf(path: readonly PropertyKey[]): string {
  return JSON.stringify(String(path.at(-1)))
}

function toRule(rule: string): { readonly expected: string; readonly hint: string } {
  return { expected: rule, hint: `a name is ${rule}` }
}

function toSuggestion({ path, known }: Extract<Complaint, { kind: 'unknown-key' }>): { readonly hint: string } {
  const near = nearest(String(path.at(-1)), known)
  return { hint: near ? `did you mean \`${near}\`?` : `known here: ${known.join(', ')}` }
}

function toChoice(value: Tree | undefined, words: readonly string[]): { readonly hint?: string } {
  const near = value?.kind === 'scalar' ? nearest(value.text, words) : undefined
  return near ? { hint: `did you mean \`${near}\`?` } : {}
}

function toDotted(path: readonly PropertyKey[]): string {
  return path
    .map(step => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`))
    .join('')
    .replace(/^\./, '')
}

const longestFound = 40

/** What stands there, for the sentence that says what was found. */
export function describe(tree: Tree): string {
  if (tree.kind !== 'scalar') return tree.kind === 'list' ? 'a list' : 'a mapping'
  if (tree.value === null) return 'nothing'
  if (typeof tree.value === 'number') return `the number ${tree.text}`
  if (typeof tree.value === 'boolean') return `\`${tree.text}\``
  return tree.value.trim() === '' ? 'a blank text' : `the text ${JSON.stringify(cut(tree.value))}`
}

function cut(text: string): string {
  return text.length > longestFound ? `${text.slice(0, longestFound)}…` : text
}
