import { isSame } from '../../core/same.ts'
import { lineOf, type Source, toLineAndColumn, toSource } from '../text/source.ts'
import { type Entry, type Mapping, type Tree, toPlain } from '../tree/tree.ts'
import { parseYaml, renderValue } from '../yaml.ts'
import { insertEntry } from './insert.ts'
import type { Written, WrittenValue } from './texts.ts'

/** What is to stand at a path of a file; undefined: nothing. */
export type Change = { readonly path: readonly string[]; readonly value: WrittenValue | undefined }

/**
 * The text of a file with one value changed and nothing else; undefined when it cannot be had without a change to the rest,
 * as when what stands there is written elsewhere.
 */
export function changeText(source: Source, change: Change): string | undefined {
  const tree = read(source)
  if (tree?.kind !== 'mapping') return undefined
  const wanted = withValue(toPlain(tree), change)
  return textsOf(source, tree, change).find(text => {
    const after = read(toSource(source.file, text))
    return after !== undefined && isSame(toPlain(after), wanted)
  })
}

function read(source: Source): Tree | undefined {
  const { tree, isWhole } = parseYaml(source, () => undefined)
  return isWhole ? tree : undefined
}

function withValue(plain: unknown, { path: [key, ...rest], value }: Change): unknown {
  if (key === undefined) return value
  const table = isTable(plain) ? plain : {}
  const inner = withValue(table[key], { path: rest, value })
  const others = Object.fromEntries(Object.entries(table).filter(([name]) => name !== key))
  return inner === undefined ? others : { ...others, [key]: inner }
}

function isTable(plain: unknown): plain is Readonly<Record<string, unknown>> {
  return typeof plain === 'object' && plain !== null && !Array.isArray(plain)
}

/** Where a path leads: the last mapping on it that is there, the key under which that stands, and what is left of the path. */
type End = {
  readonly mapping: Mapping
  readonly under: number | undefined
  readonly rest: readonly [string, ...string[]]
}

function follow(mapping: Mapping, path: readonly string[], under?: number): End | undefined {
  const [key, ...rest] = path
  if (key === undefined) return undefined
  const entry = mapping.entries.get(key)
  const isDeeper = rest.length > 0 && entry?.value.kind === 'mapping' && isWrittenHere(entry)
  return isDeeper && entry.value.kind === 'mapping'
    ? follow(entry.value, rest, entry.key.start)
    : { mapping, under, rest: [key, ...rest] }
}

function isWrittenHere({ key, value }: Entry): boolean {
  return value.place.source === key.source && value.place.start >= key.end
}

function textsOf(source: Source, file: Mapping, { path, value }: Change): readonly string[] {
  const end = follow(file, path)
  if (!end) return []
  const [key, ...rest] = end.rest
  const entry = end.mapping.entries.get(key)
  if (entry && !isWrittenHere(entry)) return []
  if (value === undefined) return entry && rest.length === 0 ? withoutEntry(source, end.mapping, entry) : []
  if (!entry) return insertEntry(source, end, nest(end.rest, value))
  return withOther(source, entry, rest.length === 0 ? value : nest(rest, value))
}

function nest(path: readonly string[], value: WrittenValue): Written {
  const [key = '', ...rest] = path
  return { [key]: rest.length === 0 ? value : nest(rest, value) }
}

/** The value alone where it stands in a line; a block goes with what leads to it. */
function withOther({ text, file }: Source, { key, value }: Entry, other: WrittenValue): readonly string[] {
  const after = text.slice(endOf(text, value))
  const rendered = renderLine(file, other)
  const alone = `${text.slice(0, value.place.start)}${rendered}${after}`
  const withWay = `${text.slice(0, key.end)}: ${rendered}${after}`
  const isBlock = value.kind !== 'scalar' && !/[{[]/.test(text.charAt(value.place.start))
  return isBlock ? [withWay, alone] : [alone, withWay]
}

// A block's place reaches over the empty lines after it.
function endOf(text: string, { place: { start, end } }: Tree): number {
  return start + text.slice(start, end).trimEnd().length
}

function renderLine(file: string, value: WrittenValue): string {
  const isPlain = !file.endsWith('.json') && !(typeof value === 'string' && value.includes('\n'))
  return isPlain ? renderValue(value, 'line').trim() : JSON.stringify(value)
}

function withoutEntry(source: Source, mapping: Mapping, { key, value }: Entry): readonly string[] {
  const { text, lineStarts } = source
  const end = Math.max(endOf(text, value), key.end)
  if (text[mapping.place.start] === '{') return withoutPair(text, key.start, end)
  const first = toLineAndColumn(source, key.start).line
  const last = toLineAndColumn(source, end - 1).line
  // Where it shares its line with what leads to it there is no line to take out.
  if (lineOf(source, first).search(/\S/) !== key.start - (lineStarts[first - 1] ?? 0)) return []
  return [text.slice(0, lineStarts[first - 1]) + text.slice(lineStarts[last] ?? text.length)]
}

/** A pair in a line goes with one of the commas beside it. */
function withoutPair(text: string, start: number, end: number): readonly string[] {
  const [before, after] = [text.slice(0, start), text.slice(end)]
  const isFollowed = /^\s*,/.test(after)
  if (isFollowed) return [before + after.replace(/^\s*,\s*/, '')]
  return [before.replace(/\s*,\s*$/, '') + after, before.trimEnd() + after]
}
