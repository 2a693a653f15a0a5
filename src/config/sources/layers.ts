import { dirname, relative } from 'node:path'
import { type Reading, readFile, toPath } from '../reading.ts'
import { problemAt, problemOf, type Words } from '../text/problem.ts'
import type { Source } from '../text/source.ts'
import { describe } from '../tree/check.ts'
import { type Entry, isBroken, isText, type Mapping, type Scalar } from '../tree/tree.ts'
import { fillTree } from '../variables/fill.ts'
import { outermost } from '../variables/level.ts'
import { merge } from '../worker/extends.ts'
import { parseYaml } from '../yaml.ts'

/** What files say together. */
export type Layers = {
  readonly file: Mapping
  /** False when a fault may have hidden some of them. */
  readonly isWhole: boolean
  /** The first of them. */
  readonly source: Source
}

type Layer = Pick<Layers, 'file' | 'isWhole'>

/** Reads files as one, each over those before it and over what it extends; undefined when one of them is no project. */
export async function readLayers(sources: readonly Source[], reading: Reading): Promise<Layers | undefined> {
  const layers: Layer[] = []
  for (const source of sources) {
    const layer = await readLayer(source, [source.file], reading)
    if (layer) layers.push(layer)
  }
  const [source] = sources
  const [first, ...over] = layers
  if (!source || !first || layers.length < sources.length) return undefined
  const { file, isWhole } = over.reduce(lay, first)
  const words = { message: 'this file has no `workers`', hint: howToBegin }
  if (isWhole && !file.entries.has('workers')) reading.report(() => problemOf(source.file, words))
  return { file, isWhole, source }
}

/** The shortest file that does something. */
export const howToBegin: string = 'begin with: workers: { api: { command: node server.js } }'

async function readLayer(source: Source, way: readonly string[], reading: Reading): Promise<Layer | undefined> {
  const layer = toLayer(source, reading)
  const entry = layer?.file.entries.get('extends')
  if (!layer || !entry) return layer
  const { scope } = outermost(reading.inherited)
  const named = fillTree(entry.value, { find: scope.find, report: reading.report })
  if (isBroken(named)) return undefined
  // When it is no text, the check of the file's shape says so.
  if (!isText(named) || named.text.trim() === '') return layer
  const base = await readBase(named, way, reading)
  return base && lay(base, { ...layer, file: without(layer.file, name => name === 'extends') })
}

// More files than anyone builds on each other.
const longestWay = 20

async function readBase(named: Scalar, way: readonly string[], reading: Reading): Promise<Layer | undefined> {
  const { home, report } = reading
  const path = toPath(named.text, { folder: dirname(named.place.source.file), home })
  const words = refuseWay(path, way, reading)
  const read = words ? { words } : await readFile(path, named.text, reading)
  if (!('words' in read)) return readLayer(read, [...way, path], reading)
  report(() => problemAt(named.place, read.words))
  return undefined
}

function refuseWay(path: string, way: readonly string[], { folder }: Reading): Words | undefined {
  const index = way.indexOf(path)
  if (index >= 0) {
    const circle = [...way.slice(index), path].map(file => relative(folder, file)).join(' → ')
    return { message: `files extend each other in a circle: ${circle}`, hint: 'let one of them stand alone' }
  }
  return way.length < longestWay ? undefined : { message: `more than ${longestWay} files extend each other in a row` }
}

function toLayer(source: Source, { report }: Reading): Layer | undefined {
  const { tree, isWhole } = parseYaml(source, report)
  // What stands under a key with `x-` is the person's own: a place for anchors.
  if (tree?.kind === 'mapping') return { file: without(tree, name => name.startsWith('x-')), isWhole }
  if (!tree && isWhole) report(() => problemOf(source.file, { message: 'this file is empty', hint: howToBegin }))
  if (tree && !isBroken(tree)) {
    const message = `a project is a mapping with the key \`workers\`, found ${describe(tree)}`
    report(() => problemAt(tree.place, { message, hint: howToBegin }))
  }
  return undefined
}

function without(file: Mapping, isLeftOut: (name: string) => boolean): Mapping {
  return { ...file, entries: new Map(Array.from(file.entries).filter(([name]) => !isLeftOut(name))) }
}

function lay(lower: Layer, upper: Layer): Layer {
  const over = (name: string): Rule => (name === 'workers' ? workersOver : namesOver)
  return { file: mergeKeys(lower.file, upper.file, over), isWhole: lower.isWhole && upper.isWhole }
}

type Rule = (lower: Mapping, upper: Mapping) => Mapping

const workersOver: Rule = (lower, upper) => mergeKeys(lower, upper, () => merge)
const namesOver: Rule = (lower, upper) => mergeKeys(lower, upper, () => (_, value) => value)

// Mappings are merged key by key, everything else is replaced.
function mergeKeys(lower: Mapping, upper: Mapping, over: (name: string) => Rule): Mapping {
  const merged = Array.from(upper.entries, ([name, { key, value }]): [string, Entry] => {
    const under = lower.entries.get(name)?.value
    const isBoth = under?.kind === 'mapping' && value.kind === 'mapping'
    return [name, { key, value: isBoth ? over(name)(under, value) : value }]
  })
  return { ...upper, entries: new Map([...lower.entries, ...merged]) }
}
