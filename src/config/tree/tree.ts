import type { Place } from '../text/source.ts'

/** A mark says that from this index of a scalar's text on, its characters stand in the source from this offset on. */
export type Mark = {
  readonly at: number
  readonly offset: number
  /** When true, all of them came out of this one place (a variable, an escape). */
  readonly fixed: boolean
}

export type Scalar = {
  readonly kind: 'scalar'
  readonly value: string | number | boolean | null
  /** What stands in the file: for a number that is more than its value (`007`, `1.0`). */
  readonly text: string
  readonly place: Place
  readonly marks: readonly Mark[]
  /** A variable in it could not be filled in, which was reported: nothing else is to be said of it. */
  readonly broken: boolean
}

export type List = { readonly kind: 'list'; readonly items: readonly Tree[]; readonly place: Place }
export type Entry = { readonly key: Place; readonly value: Tree }
export type Mapping = { readonly kind: 'mapping'; readonly entries: ReadonlyMap<string, Entry>; readonly place: Place }

/** What a file says, as values that know their places. Nothing in it is ever changed. */
export type Tree = Scalar | List | Mapping

/** The scalar that stands where nothing was written. */
export function nothingAt(place: Place): Scalar {
  const marks = [{ at: 0, offset: place.start, fixed: false }]
  return { kind: 'scalar', value: null, text: '', place, marks, broken: false }
}

/** The scalar that stands where something could not be read, which was reported. */
export function brokenAt(place: Place): Scalar {
  return { ...nothingAt(place), broken: true }
}

/** What stands under a key. */
export function valueAt(mapping: Mapping, key: string): Tree | undefined {
  return mapping.entries.get(key)?.value
}

/** The text that stands under a key, unless there is none or it could not be filled in. */
export function textAt(mapping: Mapping, key: string): Scalar | undefined {
  const value = valueAt(mapping, key)
  return value && isText(value) && !value.broken ? value : undefined
}

/** Whether a tree is a text. */
export function isText(tree: Tree): tree is Scalar & { readonly value: string } {
  return tree.kind === 'scalar' && typeof tree.value === 'string'
}

/** The plain value of a tree. */
export function toPlain(tree: Tree): unknown {
  if (tree.kind === 'scalar') return tree.value
  if (tree.kind === 'list') return tree.items.map(toPlain)
  return Object.fromEntries(Array.from(tree.entries, ([key, { value }]) => [key, toPlain(value)]))
}

/** The tree at a path; undefined when the path leads out of it. */
export function treeAt(tree: Tree, path: readonly PropertyKey[]): Tree | undefined {
  const [step, ...rest] = path
  if (step === undefined) return tree
  const next = stepInto(tree, step)
  return next && treeAt(next, rest)
}

function stepInto(tree: Tree, step: PropertyKey): Tree | undefined {
  if (tree.kind === 'list') return tree.items[Number(step)]
  return tree.kind === 'mapping' ? valueAt(tree, String(step)) : undefined
}

/** Whether a variable that could not be filled in stands anywhere in a tree. */
export function isBroken(tree: Tree): boolean {
  if (tree.kind === 'scalar') return tree.broken
  if (tree.kind === 'list') return tree.items.some(isBroken)
  return Array.from(tree.entries.values()).some(({ value }) => isBroken(value))
}

/** The place of a stretch of a scalar's text, as far as the source has it as one. */
export function placeInside({ place, marks, text }: Scalar, at: number, length: number): Place {
  const start = toOffset(marks, at)
  const end = length === 0 ? start : toOffset(marks, Math.min(at + length, text.length) - 1) + 1
  return { source: place.source, start, end: Math.max(start, end) }
}

function toOffset(marks: readonly Mark[], at: number): number {
  let low = 0
  let high = marks.length - 1
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if ((marks[middle]?.at ?? 0) <= at) low = middle
    else high = middle - 1
  }
  const mark = marks[low]
  if (!mark) return 0
  return mark.fixed ? mark.offset : mark.offset + at - mark.at
}
