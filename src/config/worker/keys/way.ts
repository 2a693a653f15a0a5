import { problemAt, type Report } from '../../text/problem.ts'
import type { Mapping } from '../../tree/tree.ts'

/** What is asked in exactly one of several ways; `beside` says which other keys count with a way. */
export type Ways = {
  readonly name: string
  readonly ways: readonly string[]
  readonly beside: (way: string) => readonly string[]
}

/** The one way that a mapping names. None, a second one, and keys that mean nothing with it are reported. */
export function findWay(tree: Mapping, ways: Ways, report: Report): string | undefined {
  const [first, second] = Array.from(tree.entries.keys()).filter(key => ways.ways.includes(key))
  if (first === undefined) reportNoWay(tree, ways, report)
  else if (second !== undefined) reportSecond(tree, { name: ways.name, first, second }, report)
  else reportIdle(tree, { ways, way: first }, report)
  return first
}

function reportNoWay(tree: Mapping, { name, ways }: Ways, report: Report): void {
  // When a key is not known it may be the way, mistyped: the check of the shape says so.
  if (Array.from(tree.entries.keys()).some(key => !paceKeys.includes(key))) return
  const message = `\`${name}\` names no way to find out, expected one of ${inWords(ways)}`
  report(() => problemAt(tree.place, { message, hint: 'such as `{ tcp: 3000 }`' }))
}

type Pair = { readonly name: string; readonly first: string; readonly second: string }

function reportSecond(tree: Mapping, { name, first, second }: Pair, report: Report): void {
  const entry = tree.entries.get(second)
  const message = `\`${name}\` is found out in one way, found both \`${first}\` and \`${second}\``
  if (entry) report(() => problemAt(entry.key, { message, hint: 'keep one of them' }))
}

function reportIdle(tree: Mapping, { ways, way }: { readonly ways: Ways; readonly way: string }, report: Report): void {
  const known = paceKeys.filter(key => !ways.beside(way).includes(key))
  for (const key of known) {
    const entry = tree.entries.get(key)
    const message = `\`${ways.name}.${key}\` means nothing with \`${way}\``
    if (entry) report(() => problemAt(entry.key, { message, hint: 'remove it' }))
  }
}

const paceKeys = ['shell', 'every', 'timeout', 'attempts', 'failures']

/** Words in backquotes, with commas between them. */
export function inWords(words: readonly string[]): string {
  return words.map(word => `\`${word}\``).join(', ')
}
