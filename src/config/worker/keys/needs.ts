import type { Need, NeedUntil } from '../../../core/need.ts'
import { choice, either, flag, listOf, mapping, type Shape, table, text } from '../../shape.ts'
import { problemAt, type Report } from '../../text/problem.ts'
import type { Place } from '../../text/source.ts'
import { isBroken, isText, type Mapping, type Tree, valueAt } from '../../tree/tree.ts'
import { patternShape } from './pattern.ts'

const states = choice('started', 'ready', 'healthy', 'completed', 'ended')
type State = Exclude<NeedUntil['kind'], 'log'>

const whatExpected =
  'one of `started`, `ready`, `healthy`, `completed`, `ended`, or a mapping with `is` or `log`, and `restart`'
const what = either(whatExpected, states, mapping({ is: states, log: patternShape, restart: flag }))
type What = State | { readonly is?: State; readonly log?: string; readonly restart?: boolean }

const expected = 'a list of workers, or a mapping of workers to what they must have come to'

// Which names there are is looked at when all workers are known.
const anyName = { allow: () => true, rule: '' }

export type NeedsValue = readonly string[] | Readonly<Record<string, What>>

// As: zod's types say `undefined` where a key may be absent.
/** What stands under `needs`. */
export const needsShape = either(
  expected,
  listOf(text('the name of a worker'), expected),
  table(anyName, what, expected),
) as Shape<NeedsValue>

/** A need as a file says it, and where; without `need` what is wanted of the other worker is wrong, which was reported. */
export type PlacedNeed = {
  readonly name: string
  readonly place: Place
  readonly need: Need | undefined
  /** The file does not say what must have come of it: that depends on what it is. */
  readonly isOpen: boolean
}

/** The needs that a worker names. Their names are right or wrong also when what is wanted of them could not be read. */
export function readNeeds(
  tree: Tree | undefined,
  value: NeedsValue | undefined,
  report: Report,
): readonly PlacedNeed[] {
  if (tree?.kind === 'mapping') reportTwice(tree, report)
  const named = tree ? [...namesIn(tree)] : []
  const once = new Map(named.map(one => [one.name, one]))
  return Array.from(once.values(), ({ name, place }) => {
    return { name, place, need: toNeed(name, value), isOpen: isOpen(name, value) }
  })
}

function* namesIn(tree: Tree): Iterable<{ readonly name: string; readonly place: Place }> {
  if (tree.kind === 'list')
    for (const item of tree.items) {
      if (isText(item) && !item.broken) yield { name: item.text, place: item.place }
    }
  if (tree.kind === 'mapping')
    for (const [name, { key, value }] of tree.entries) {
      if (name !== '<<' || !isBroken(value)) yield { name, place: key }
    }
}

function toNeed(name: string, value: NeedsValue | undefined): Need | undefined {
  if (value === undefined) return undefined
  if (isNames(value)) return { name, until: { kind: 'ready' }, restart: false }
  const wanted = value[name]
  if (wanted === undefined) return undefined
  if (typeof wanted === 'string') return { name, until: { kind: wanted }, restart: false }
  const { log, is = 'ready', restart = false } = wanted
  return { name, until: log === undefined ? { kind: is } : { kind: 'log', pattern: log }, restart }
}

function isOpen(name: string, value: NeedsValue | undefined): boolean {
  if (value === undefined || isNames(value)) return true
  const wanted = value[name]
  return typeof wanted === 'object' && wanted.is === undefined && wanted.log === undefined
}

function isNames(value: NeedsValue): value is readonly string[] {
  return Array.isArray(value)
}

function reportTwice({ entries }: Mapping, report: Report): void {
  for (const [name, { value }] of entries) {
    if (value.kind !== 'mapping' || !valueAt(value, 'is')) continue
    const log = value.entries.get('log')
    const message = `of \`${name}\` one thing is waited for, found both \`is\` and \`log\``
    if (log) report(() => problemAt(log.key, { message, hint: 'keep one of them' }))
  }
}
