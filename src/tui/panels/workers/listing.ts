import type { WorkerId } from '../../../core/id.ts'
import type { WorkerRecord } from '../../../core/record.ts'
import { textWidth } from '../../../screen/widths.ts'
import { type Head, type Heading, type HeadingId, headingsOf, type ItemId } from './heading.ts'
import { passes, type WorkersMemory } from './state.ts'

/** A row of the list. */
export type Item = { readonly kind: 'worker'; readonly id: WorkerId; readonly depth: number } | Heading

/** The rows of the list in their order. */
export type Listing = {
  readonly items: readonly Item[]
  readonly places: ReadonlyMap<ItemId, number>
  /** How far the longest name reaches from where names begin, seen or not: else columns would jump. */
  readonly nameColumns: number
}

type Workers = ReadonlyMap<WorkerId, WorkerRecord>
type View = Pick<WorkersMemory, 'filter' | 'folded'>

const known = new WeakMap<Workers, View & { readonly listing: Listing }>()

/** The rows of the list: looked up many times between two changes, so it is made once for each. */
export function listingOf(workers: Workers, { filter, folded }: View): Listing {
  const before = known.get(workers)
  if (before?.filter === filter && before.folded === folded) return before.listing
  const listing = filter === '' ? whole(workers, folded) : filtered(workers, filter)
  known.set(workers, { filter, folded, listing })
  return listing
}

/** How far a row is moved in for each heading above it. */
export const indentColumns = 2

/** Names that pass are shown without headings: also those that are folded away, and no verb reaches one that is not seen. */
function filtered(workers: Workers, filter: string): Listing {
  const items = [...workers.values()]
    .filter(({ spec: { name, group } }) => passes(filter, group === undefined ? name : `${name} @${group}`))
    .map(({ id }): Item => ({ kind: 'worker', id, depth: 0 }))
  return { items, places: placesOf(items), nameColumns: longest(workers, () => 0) }
}

function whole(workers: Workers, folded: ReadonlySet<HeadingId>): Listing {
  const ways = waysOf(workers)
  const root: Branch = { children: [], inside: new Map() }
  for (const [id, way] of ways) branchAt(root, way).children.push(id)
  const items = flatten(root, { depth: 0, folded })
  const names = longest(workers, id => ways.get(id)?.length ?? 0)
  const nameColumns = [...ways.values()].flatMap(headWidths).reduce((most, width) => Math.max(most, width), names)
  return { items, places: placesOf(items), nameColumns }
}

/** The headings above each worker: one over a single worker, or over the same ones as the heading above it, says nothing. */
function waysOf(workers: Workers): ReadonlyMap<WorkerId, readonly Head[]> {
  const counts = new Map<HeadingId, number>()
  const heads = new Map([...workers.values()].map(({ id, spec }) => [id, headingsOf(spec)] as const))
  for (const way of heads.values()) for (const { id } of way) counts.set(id, (counts.get(id) ?? 0) + 1)
  const countOf = (head: Head | undefined): number | undefined => head && counts.get(head.id)
  const says = (head: Head, at: number, way: readonly Head[]): boolean =>
    countOf(head) !== 1 && countOf(head) !== countOf(way[at - 1])
  return new Map([...heads].map(([id, way]) => [id, way.length === 0 ? way : way.filter(says)]))
}

type Branch = { readonly children: (WorkerId | Twig)[]; readonly inside: Map<HeadingId, Twig> }
type Twig = Branch & Head

/** All of a heading come together in the place of the first of them. */
function branchAt(root: Branch, way: readonly Head[]): Branch {
  return way.reduce<Branch>((branch, head) => {
    const found = branch.inside.get(head.id)
    if (found) return found
    const twig: Twig = { ...head, children: [], inside: new Map() }
    branch.inside.set(head.id, twig)
    branch.children.push(twig)
    return twig
  }, root)
}

type Depth = { readonly depth: number; readonly folded: ReadonlySet<HeadingId> }

function flatten({ children }: Branch, { depth, folded }: Depth): readonly Item[] {
  return children.flatMap((child): readonly Item[] => {
    if (typeof child === 'string') return [{ kind: 'worker', id: child, depth }]
    const { id, name } = child
    const isFolded = folded.has(id)
    const heading: Heading = { kind: 'heading', id, name, members: membersOf(child), depth, isFolded }
    return isFolded ? [heading] : [heading, ...flatten(child, { depth: depth + 1, folded })]
  })
}

function membersOf({ children }: Branch): readonly WorkerId[] {
  return children.flatMap(child => (typeof child === 'string' ? [child] : membersOf(child)))
}

function placesOf(items: readonly Item[]): ReadonlyMap<ItemId, number> {
  return new Map(items.map(({ id }, place) => [id, place]))
}

function headWidths(way: readonly Head[]): readonly number[] {
  return way.map(({ name }, depth) => textWidth(name) + depth * indentColumns)
}

function longest(workers: Workers, depthOf: (id: WorkerId) => number): number {
  let columns = 0
  for (const { id, spec } of workers.values())
    columns = Math.max(columns, textWidth(spec.name) + depthOf(id) * indentColumns)
  return columns
}
