import type { Environment } from '../environment.ts'
import { type Reading, readFile, toPath } from '../reading.ts'
import { either, flag, listOf, mapping, type Shape, text } from '../shape.ts'
import { problemAt, problemOf } from '../text/problem.ts'
import { type Source, toSource } from '../text/source.ts'
import { isText, type Scalar, type Tree, textAt, valueAt } from '../tree/tree.ts'
import { parseDotenv } from './dotenv.ts'
import { refuseCount, refuseEntry } from './env-entry.ts'

const onePath = 'a path or `{ path, optional }`'
const oneFile = either(onePath, text(onePath), mapping({ path: text('a path'), optional: flag }, ['path']))
const severalFiles = `${onePath}, or a list of them`

/** What stands under `env_file`. */
export const envFilesShape: Shape<unknown> = either(severalFiles, oneFile, listOf(oneFile, severalFiles))

/** Reads the env files that are named; of equal names the later file's counts. What is wrong in shape is passed over. */
export async function readEnvFiles(named: Tree | undefined, reading: Reading): Promise<Environment> {
  const environment: Record<string, string> = {}
  for (const { path, isOptional } of toNamed(named))
    Object.assign(environment, await readNamed(path, isOptional, reading))
  return environment
}

type Named = { readonly path: Scalar; readonly isOptional: boolean }

function toNamed(tree: Tree | undefined): readonly Named[] {
  if (!tree) return []
  if (tree.kind === 'list') return tree.items.flatMap(item => (item.kind === 'list' ? [] : toNamed(item)))
  if (tree.kind === 'scalar') return isText(tree) && !tree.broken ? [{ path: tree, isOptional: false }] : []
  const path = textAt(tree, 'path')
  const optional = valueAt(tree, 'optional')
  return path ? [{ path, isOptional: optional?.kind === 'scalar' && optional.value === true }] : []
}

async function readNamed(path: Scalar, isOptional: boolean, reading: Reading): Promise<Environment> {
  const read = await readFile(toPath(path.text, reading), path.text, reading)
  if (!('errno' in read)) return toEnvironment(read, reading)
  const isMissing = read.errno === 'ENOENT'
  const hint = { hint: `make it, or say that it may be missing: { path: ${path.text}, optional: true }` }
  if (!isMissing || !isOptional)
    reading.report(() => problemAt(path.place, isMissing ? { ...read.words, ...hint } : read.words))
  return {}
}

/** The variables of an env file. */
export function toEnvironment({ file, text: written }: Source, { report }: Pick<Reading, 'report'>): Environment {
  const source = toSource(file, written, true)
  const { entries, problems } = parseDotenv(source.text)
  for (const { at, end, ...words } of problems) report(() => problemAt({ source, start: at, end }, words))
  const tooMany = refuseCount(entries.size)
  if (tooMany) {
    report(() => problemOf(source.file, tooMany))
    return {}
  }
  for (const [name, { value, at }] of entries) {
    const words = refuseEntry(name, value)
    if (words) report(() => problemAt({ source, start: at, end: at + name.length }, words))
  }
  return Object.fromEntries(Array.from(entries, ([name, { value }]) => [name, value]))
}
