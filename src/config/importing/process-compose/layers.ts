import { basename, dirname, join, resolve } from 'node:path'
import { readFile } from '../../reading.ts'
import { problemAt } from '../../text/problem.ts'
import type { Source } from '../../text/source.ts'
import { isText, type Mapping, valueAt } from '../../tree/tree.ts'
import type { Fields } from '../fields.ts'
import { readTree, toFields } from '../file.ts'
import type { Importing } from '../translation.ts'
import { lay, withFolder } from './merge.ts'

export const kind = { tool: 'process-compose', key: 'processes' }

/** A file over what it extends, and below the one that goes over it by its name. */
export async function readLayers(source: Source, importing: Importing): Promise<Fields | undefined> {
  const own = await readLayer(source, [source.file], importing)
  const over = own && (await readOver(source, importing))
  return own && over ? { ...own, mapping: lay(own.mapping, over) } : own
}

// More files than anyone builds on each other.
const longestWay = 20

async function readLayer(source: Source, way: readonly string[], importing: Importing): Promise<Fields | undefined> {
  const tree = readTree(source, kind, importing)
  const fields = tree && toFields(tree, kind, importing)
  const named = fields && valueAt(fields.mapping, 'extends')
  if (!fields || !named || !isText(named)) return fields
  const path = resolve(dirname(source.file), named.text)
  const read = way.includes(path) || way.length > longestWay ? undefined : await readFile(path, named.text, importing)
  if (!read || 'errno' in read) {
    const words = read ? read.words : { message: `files extend each other in a circle by way of \`${named.text}\`` }
    importing.report(() => problemAt(named.place, words))
    return fields
  }
  const base = await readLayer(read, [...way, path], importing)
  if (!base) return fields
  const folder = dirname(path)
  const below = folder === dirname(source.file) ? base.mapping : withFolder(base.mapping, folder)
  return { ...fields, mapping: lay(below, fields.mapping) }
}

const names = /^(process-)?compose\.ya?ml$/
const overNames = ['compose', 'process-compose'].flatMap(name => [`${name}.override.yml`, `${name}.override.yaml`])

/** What the tool puts over its file without being asked, when it has found that by itself. */
async function readOver(source: Source, importing: Importing): Promise<Mapping | undefined> {
  if (!names.test(basename(source.file))) return undefined
  for (const name of overNames) {
    const read = await readFile(join(dirname(source.file), name), name, importing)
    if ('errno' in read) continue
    const place = { source: read, start: 0, end: 0 }
    importing.note(place, `${name} lies over ${basename(source.file)}, and both came over as one`)
    return (await readLayer(read, [read.file], importing))?.mapping
  }
  return undefined
}
