import {
  type Alias,
  Document,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  parseDocument,
  visit,
} from 'yaml'
import { problemAt, type Report } from './text/problem.ts'
import { lineOf, type Place, type Source, toLineAndColumn } from './text/source.ts'
import { toMarks } from './tree/marks.ts'
import { toSyntaxWords } from './tree/syntax.ts'
import { withoutTouched } from './tree/touched.ts'
import { brokenAt, type Entry, type Mapping, nothingAt, type Scalar, type Tree } from './tree/tree.ts'

export type Parsing = {
  /** Undefined when there is nothing in the file. */
  readonly tree: Tree | undefined
  /** False when a fault of syntax may have hidden some of it. */
  readonly isWhole: boolean
}

/** Takes note of a key that is there a second time, whose value then counts. */
export type NoteTwice = (key: Place, message: string) => void

/**
 * Reads YAML (or JSON, which is YAML) as a tree that knows its places. What a fault of syntax touches comes back broken,
 * so that nothing else is said of it. A key that is there twice is a problem, unless somebody takes note of it.
 */
export function parseYaml(source: Source, report: Report, noteTwice?: NoteTwice): Parsing {
  const document = parseDocument(source.text, {
    prettyErrors: false,
    uniqueKeys: false,
    resolveKnownTags: false,
    // When it is silent, the reader says nothing of a second document either.
    logLevel: 'error',
  })
  const faultLines = reportSyntax(document, source, report)
  const isWhole = faultLines.length === 0
  if (!document.contents || isNothing(document.contents)) return { tree: undefined, isWhole }
  const tree = new Growth(source, report, noteTwice).grow(document.contents, 0)
  if (faultLines.length > mostFaults) return { tree: brokenAt(tree.place), isWhole }
  return { tree: isWhole ? tree : withoutTouched(tree, faultLines), isWhole }
}

// Beyond this a file is no YAML at all, and what else is wrong in it helps nobody.
const mostFaults = 200

function isNothing(node: Node): boolean {
  return isScalar(node) && node.value === null && node.source === ''
}

// When one thing is wrong YAML's reader often stumbles twice over it: the first of a line is what a person can mend.
function reportSyntax(
  { errors, warnings, contents }: ReturnType<typeof parseDocument>,
  source: Source,
  report: Report,
): number[] {
  const lines = new Set<number>()
  if (errors.length + warnings.length === 0) return []
  const openers = openersIn(contents)
  for (const { code, message, pos } of [...errors, ...warnings].toSorted((one, other) => one.pos[0] - other.pos[0])) {
    const opener = takeOpener(openers, { code, message, end: pos[0] })
    const start = Math.min(opener?.at ?? pos[0], source.text.length)
    const { line } = toLineAndColumn(source, start)
    if (lines.has(line)) continue
    lines.add(line)
    const rest = lineOf(source, line).slice(start - (source.lineStarts[line - 1] ?? 0))
    const end = opener ? start + 1 : Math.min(pos[1], start + rest.length)
    const fault = { code, message, found: rest.trim(), opened: opener?.kind }
    report(() => problemAt({ source, start, end }, toSyntaxWords(fault)))
  }
  return [...lines]
}

type Opener = { readonly at: number; readonly kind: 'quote' | 'list' | 'mapping' }
type Openers = ReadonlyMap<number, Opener[]>

// What ends at a place, the outermost first.
function openersIn(contents: Node | null): Openers {
  const openers = new Map<number, Opener[]>()
  const add = (kind: Opener['kind'], [at, end]: readonly [number, number, number]) => {
    openers.set(end, [...(openers.get(end) ?? []), { at, kind }])
  }
  visit(contents, {
    Node(_, node) {
      if (isAlias(node) || !node.range) return
      if (isScalar(node) && node.type?.startsWith('QUOTE')) add('quote', node.range)
      if (isMap(node) && node.flow) add('mapping', node.range)
      if (isSeq(node) && node.flow) add('list', node.range)
    },
  })
  return openers
}

type Unclosed = { readonly code: string; readonly message: string; readonly end: number }

// When something is never closed, the reader complains where it gave up, once for each, and the person looks for where
// it was opened. Of what ends there, the outermost are the ones that are not closed.
function takeOpener(openers: Openers, { code, message, end }: Unclosed): Opener | undefined {
  if (code !== 'MISSING_CHAR' && code !== 'BAD_INDENT') return undefined
  const isQuote = message.includes('quote')
  const there = openers.get(end) ?? []
  const index = there.findIndex(({ kind }) => (kind === 'quote') === isQuote)
  return index < 0 ? undefined : there.splice(index, 1)[0]
}

// As much as no project has, and little enough to be checked in a moment: aliases of aliases multiply.
const mostValues = 100_000
const deepest = 100

/** Turns the nodes of one document into a tree; lives as long as it does so. */
class Growth {
  readonly #source: Source
  readonly #report: Report
  readonly #noteTwice: NoteTwice | undefined
  readonly #anchors = new Map<string, Tree | 'open'>()
  readonly #sizes = new WeakMap<Tree, number>()
  #values = 0

  constructor(source: Source, report: Report, noteTwice: NoteTwice | undefined) {
    this.#source = source
    this.#report = report
    this.#noteTwice = noteTwice
  }

  grow(node: Node, depth: number): Tree {
    if (isAlias(node)) return this.#follow(node)
    const before = this.#values
    if ('anchor' in node && node.anchor) this.#anchors.set(node.anchor, 'open')
    const tree = this.#count(1, this.#place(node)) ?? this.#convert(node, depth)
    if ('anchor' in node && node.anchor) this.#anchors.set(node.anchor, tree)
    this.#sizes.set(tree, this.#values - before)
    return tree
  }

  #convert(node: Node, depth: number): Tree {
    const place = this.#place(node)
    if (depth > deepest) return this.#refuse(place, `nested more than ${deepest} deep`)
    if (isMap(node)) return this.#toMapping(node.items, place, depth)
    if (isSeq(node)) {
      return { kind: 'list', items: node.items.map(item => this.grow(nodeOf(item), depth + 1)), place }
    }
    return isScalar(node) ? this.#toScalar(node, place) : brokenAt(place)
  }

  #toMapping(items: readonly unknown[], place: Place, depth: number): Mapping {
    const entries = new Map<string, Entry>()
    const merged: Entry[] = []
    for (const item of items) {
      if (!isPair(item)) continue
      const keyNode = nodeOf(item.key)
      const key = this.#place(keyNode)
      const value = item.value ? this.grow(nodeOf(item.value), depth + 1) : nothingAt({ ...key, start: key.end })
      const name = isScalar(keyNode) ? (keyNode.source ?? '') : undefined
      if (name === '<<' && isScalar(keyNode) && keyNode.type === 'PLAIN') merged.push({ key, value })
      else this.#add(entries, name, { key, value })
    }
    for (const entry of merged) this.#merge(entries, entry)
    const lacking = merged.find(({ value }) => value.kind === 'scalar' && value.broken)
    if (lacking) entries.set('<<', lacking)
    return { kind: 'mapping', entries, place }
  }

  #add(entries: Map<string, Entry>, name: string | undefined, entry: Entry): void {
    const first = name === undefined ? undefined : entries.get(name)
    if (name === undefined || name === '' || name === '__proto__') {
      this.#refuse(entry.key, 'this cannot be a key', 'a key is a plain text')
    } else if (first) {
      const { line, column } = toLineAndColumn(first.key.source, first.key.start)
      const message = `\`${name}\` is there twice: first at line ${line}, column ${column}, and again here`
      if (this.#noteTwice) entries.set(name, entry)
      if (this.#noteTwice) this.#noteTwice(entry.key, `${message}, which counts`)
      else this.#refuse(entry.key, message, 'rename or remove one of the two')
    } else {
      entries.set(name, entry)
    }
  }

  // YAML's merge key: what the mapping says itself wins, then the first of the merged ones.
  #merge(entries: Map<string, Entry>, { key, value }: Entry): void {
    for (const tree of value.kind === 'list' ? value.items : [value]) {
      if (tree.kind === 'mapping') {
        for (const [name, entry] of tree.entries) if (!entries.has(name)) entries.set(name, entry)
      } else if (tree.kind === 'list' || !tree.broken) {
        this.#refuse(key, '`<<` merges a mapping or a list of mappings', 'name an anchored mapping: `<<: *name`')
      }
    }
  }

  #toScalar(node: Node, place: Place): Scalar {
    if (!isScalar(node)) return brokenAt(place)
    const { value } = node
    const text = typeof value === 'string' ? value : (node.source ?? '')
    const isPlain = value === null || typeof value === 'number' || typeof value === 'boolean'
    const marks = isPlain
      ? [{ at: 0, offset: place.start, fixed: false }]
      : toMarks(text, {
          raw: this.#source.text.slice(place.start, place.end),
          start: place.start,
          style: styleOf(node.type),
        })
    return { kind: 'scalar', value: isPlain ? value : text, text, place: trimmed(place), marks, broken: false }
  }

  #follow(alias: Alias): Tree {
    const place = this.#place(alias)
    const tree = this.#anchors.get(alias.source)
    if (tree === 'open') return this.#refuse(place, `\`*${alias.source}\` stands inside what it stands for`)
    if (!tree) {
      const message = `there is no anchor \`&${alias.source}\` before this`
      return this.#refuse(place, message, 'an anchor is set with `&name` before the value, and used as `*name`')
    }
    return this.#count(this.#sizes.get(tree) ?? 1, place) ?? tree
  }

  // When the bound is crossed it is said once, and the rest of the file is passed over.
  #count(values: number, place: Place): Scalar | undefined {
    const before = this.#values
    this.#values += values
    if (this.#values <= mostValues) return undefined
    if (before <= mostValues) {
      const message = `from here on the file holds more than ${mostValues.toLocaleString('en')} values`
      return this.#refuse(place, message, 'aliases count with everything they stand for')
    }
    return brokenAt(place)
  }

  #refuse(place: Place, message: string, hint?: string): Scalar {
    this.#report(() => problemAt(place, hint === undefined ? { message } : { message, hint }))
    return brokenAt(place)
  }

  #place(node: Node): Place {
    const [start, end] = node.range ?? [0, 0]
    return { source: this.#source, start, end }
  }
}

// When YAML's reader lets a pair lack its key or an item its value, an empty node stands in for it.
function nodeOf(value: unknown): Node {
  if (isAlias(value) || isMap(value) || isSeq(value) || isScalar(value)) return value
  throw new Error('YAML gave a node of a kind that it does not document')
}

function styleOf(type: string | undefined): 'plain' | 'single' | 'double' | 'block' {
  if (type === 'QUOTE_SINGLE') return 'single'
  if (type === 'QUOTE_DOUBLE') return 'double'
  return type?.startsWith('BLOCK') ? 'block' : 'plain'
}

// A block's range reaches over the empty lines after it.
function trimmed(place: Place): Place {
  const text = place.source.text.slice(place.start, place.end)
  return { ...place, end: place.start + text.trimEnd().length }
}

/** What is said in comments: at the top of the file, and above the workers. Each is one line. */
export type Comments = {
  readonly head: readonly string[]
  readonly aboveWorker: (name: string) => readonly string[]
}

/** Writes a document as text that is nice to read: a worker's keys on lines of their own, what is short in them on one. */
export function renderYaml(tree: Mapping, { head, aboveWorker }: Comments): string {
  const document = new Document(toValue(tree))
  visit(document, {
    Pair(index, pair, path) {
      // The document and the mapping stand above a key of the file, and a pair and a mapping more for each level below.
      const depth = (path.length - 2) / 2
      const isWorker = depth === 1 && isKey(path[2], 'workers')
      if (isScalar(pair.key)) pair.key.spaceBefore = depth <= (isWorker ? 1 : 0) && index !== 0
      if (isWorker) putAbove(pair, aboveWorker(nameOf(pair)))
      const isApart = isWorker || (depth === 0 && isKey(pair, 'workers'))
      if (isMap(pair.value) || isSeq(pair.value)) pair.value.flow = !isApart && isShort(pair)
    },
  })
  document.commentBefore = toCommentText(head) ?? ''
  return document.toString({ lineWidth: 0, flowCollectionPadding: true })
}

function putAbove({ key }: Pair, comment: readonly string[]): void {
  const text = toCommentText(comment)
  if (isScalar(key) && text !== undefined) key.commentBefore = text
}

// As wide as lines of a file are by custom, less their indentation.
const shortest = 90

function isShort({ key, value }: Pair): boolean {
  const text = JSON.stringify(value)
  return text.length + String(key).length < shortest && !text.includes('\\n')
}

function nameOf({ key }: Pair): string {
  return isScalar(key) ? String(key.value) : ''
}

function isKey(node: unknown, name: string): boolean {
  return isPair(node) && nameOf(node) === name
}

function toCommentText(lines: readonly string[]): string | undefined {
  return lines.length === 0 ? undefined : lines.map(line => ` ${line}`).join('\n')
}

// As a Map: an object would put keys that are numbers first.
function toValue(tree: Tree): unknown {
  if (tree.kind === 'scalar') return tree.value
  if (tree.kind === 'list') return tree.items.map(toValue)
  return new Map(Array.from(tree.entries, ([key, { value }]) => [key, toValue(value)]))
}

/** Writes a value as people do: lists in a line, mappings as a block or in a line too. */
export function renderValue(value: unknown, style: 'block' | 'line'): string {
  const document = new Document(value)
  visit(document, {
    Seq(_, node) {
      node.flow = true
    },
    Map(_, node) {
      node.flow = style === 'line'
    },
  })
  return document.toString({ lineWidth: 0 })
}
