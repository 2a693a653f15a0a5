import type { Place } from '../text/source.ts'
import type { Entry, List, Mapping, Scalar, Tree } from '../tree/tree.ts'

/** Plain values; an `undefined` in a mapping is left out. */
export type Plain = string | number | boolean | readonly Plain[] | { readonly [key: string]: Plain | undefined }

/** A plain value as a part of a document, all of it at one place of the foreign file. What is text in it stays as it is. */
export function plainAt(place: Place, value: Plain): Tree {
  if (typeof value === 'string') return textAt(place, value)
  if (typeof value !== 'object') return scalarAt(place, value)
  if (isList(value))
    return listAt(
      place,
      value.map(item => plainAt(place, item)),
    )
  const entries = Object.entries(value).flatMap(([key, inner]) => {
    return inner === undefined ? [] : [[key, plainAt(place, inner)] as const]
  })
  return mappingAt(place, entries)
}

function isList(value: Plain): value is readonly Plain[] {
  return Array.isArray(value)
}

/** A text that means itself: no variable is filled into it. */
export function textAt(place: Place, text: string): Scalar {
  return scalarAt(place, escapeDollars(text))
}

/** A text into which variables are filled as a `skep.yaml` writes them. */
export function templateAt(place: Place, text: string): Scalar {
  return scalarAt(place, text)
}

/** A list of what stands in the foreign file. */
export function listAt(place: Place, items: readonly Tree[]): List {
  return { kind: 'list', items, place }
}

/** A mapping whose keys stand where their values do; what is undefined is left out. */
export function mappingAt(place: Place, members: Iterable<readonly [key: string, value: Tree | undefined]>): Mapping {
  const entries = new Map<string, Entry>()
  for (const [key, value] of members) if (value) entries.set(key, { key: value.place, value })
  return { kind: 'mapping', entries, place }
}

/** The same from an object: the keys of a document, as it is written down. */
export function keysAt(place: Place, members: Readonly<Record<string, Tree | undefined>>): Mapping {
  return mappingAt(place, Object.entries(members))
}

/** Writes a text so that reading it as one with variables gives it back. */
export function escapeDollars(text: string): string {
  return text.replaceAll(/\$(?=[${])/g, () => '$$')
}

// Where in the text something stands cannot be told after a translation: its place is all of the foreign one.
function scalarAt(place: Place, value: string | number | boolean): Scalar {
  const marks = [{ at: 0, offset: place.start, fixed: true }]
  return { kind: 'scalar', value, text: String(value), place, marks, broken: false }
}
