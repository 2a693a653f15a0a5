import { readFile, toPath } from '../../reading.ts'
import { toSource } from '../../text/source.ts'
import { parseDotenv } from '../../variables/dotenv.ts'
import type { Importing } from '../translation.ts'
import type { Setting } from './setting.ts'

type EnvFile = string | { readonly path: string }

/** The PORT that env files name, from which the ports of all are counted. What is wrong in them is told elsewhere. */
export async function readSharedPort(files: readonly EnvFile[], importing: Importing): Promise<Setting | undefined> {
  let found: Setting | undefined
  for (const file of files) {
    const path = typeof file === 'string' ? file : file.path
    found = (await readPort(path, importing)) ?? found
  }
  return found
}

async function readPort(path: string, importing: Importing): Promise<Setting | undefined> {
  const read = await readFile(toPath(path, importing), path, importing)
  if ('errno' in read) return undefined
  const source = toSource(read.file, read.text, true)
  const entry = parseDotenv(source.text).entries.get('PORT')
  return entry && { text: entry.value, place: { source, start: entry.at, end: entry.at + 'PORT'.length } }
}
