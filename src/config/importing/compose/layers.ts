import { basename, dirname, join, relative, resolve } from 'node:path'
import { readFile } from '../../reading.ts'
import { problemAt } from '../../text/problem.ts'
import type { Source } from '../../text/source.ts'
import { type Mapping, type Scalar, type Tree, textAt as textUnder, valueAt } from '../../tree/tree.ts'
import type { Fields } from '../fields.ts'
import { readTree, toFields } from '../file.ts'
import type { Importing } from '../translation.ts'
import { lay, without } from './merge.ts'

const kind = { tool: 'Docker Compose', key: 'services' }

/** A file, and over it the override file that Compose puts there by itself. */
export async function readFiles(source: Source, importing: Importing): Promise<Fields | undefined> {
  const own = readOne(source, importing)
  const [, begin, end] = /^((?:docker-)?compose)\.(ya?ml)$/.exec(basename(source.file)) ?? []
  if (!own || begin === undefined) return own
  for (const ending of [end, end === 'yml' ? 'yaml' : 'yml']) {
    const name = `${begin}.override.${ending}`
    const read = await readFile(join(dirname(source.file), name), name, importing)
    if ('errno' in read) continue
    importing.note(
      { source: read, start: 0, end: 0 },
      `${name} lies over ${basename(source.file)}, and both came over as one`,
    )
    const over = readOne(read, importing)
    return over ? { ...own, mapping: lay(own.mapping, over.mapping) } : own
  }
  return own
}

function readOne(source: Source, importing: Importing): Fields | undefined {
  const tree = readTree(source, kind, importing)
  return tree && toFields(tree, kind, importing)
}

/** Services by their names. */
export type Services = ReadonlyMap<string, Mapping>

// More than anyone builds on each other.
const longestWay = 20

/** Puts into a service what it `extends`, of this file or of another. */
export async function extend(service: Mapping, services: Services, importing: Importing): Promise<Mapping> {
  return extendFrom(service, { services, file: service.place.source.file, way: [] }, importing)
}

type From = { readonly services: Services; readonly file: string; readonly way: readonly string[] }

async function extendFrom(service: Mapping, from: From, importing: Importing): Promise<Mapping> {
  const named = valueAt(service, 'extends')
  const { name, file } = named ? toTarget(named) : {}
  const own = without(service, 'extends')
  if (!named || !name) return own
  const path = file ? resolve(dirname(from.file), file.text) : from.file
  const services = file ? await readServices(path, file, importing) : from.services
  const key = `${path}\0${name.text}`
  const base = services?.get(name.text)
  const isWrong = !base || from.way.includes(key) || from.way.length >= longestWay
  const message = base
    ? `\`${name.text}\` extends itself in a circle`
    : `there is no service \`${name.text}\` to extend`
  if (isWrong && services) importing.report(() => problemAt(name.place, { message }))
  if (isWrong || !services) return own
  const next = { services, file: path, way: [...from.way, key] }
  const extended = await extendFrom(base, next, importing)
  const folder = relative(importing.folder, dirname(path))
  if (file && folder !== '')
    importing.note(
      named.place,
      `what it extends lies in ${folder}: its paths are meant from there, and here from this folder`,
    )
  return lay(extended, own)
}

function toTarget(named: Tree): { readonly name?: Scalar; readonly file?: Scalar } {
  if (named.kind === 'scalar') return named.value === null || named.broken ? {} : { name: named }
  if (named.kind === 'list') return {}
  const [name, file] = [textUnder(named, 'service'), textUnder(named, 'file')]
  return { ...(name && { name }), ...(file && { file }) }
}

async function readServices(path: string, named: Scalar, importing: Importing): Promise<Services | undefined> {
  const read = await readFile(path, named.text, importing)
  if ('errno' in read) {
    importing.report(() => problemAt(named.place, read.words))
    return undefined
  }
  const file = readOne(read, importing)
  const services = file && valueAt(file.mapping, 'services')
  return services?.kind === 'mapping' ? toServices(services) : new Map()
}

/** The services of a file, those that are mappings. */
export function toServices({ entries }: Mapping): Services {
  return new Map(
    Array.from(entries).flatMap(([name, { value }]) => (value.kind === 'mapping' ? [[name, value] as const] : [])),
  )
}
