import { readFile, toPath } from '../../reading.ts'
import { problemOf } from '../../text/problem.ts'
import { type Fields, fieldIn, type Keys, noteRest, textIn } from '../fields.ts'
import { readTree, toFields } from '../file.ts'
import type { Importing } from '../translation.ts'
import type { Setting, Settings } from './setting.ts'

const keys: Keys = {
  carried: ['formation', 'concurrency', 'port', 'env', 'root', 'timeout'],
  dropped: {
    procfile: 'the file that was named is read',
    color: 'it is about how foreman prints',
    timestamp: 'it is about how foreman prints; skep keeps the time of every line',
  },
}

const kind = { tool: 'foreman', key: 'formation' }

/** Reads the options that foreman takes from a `.foreman` beside the `Procfile`. */
export async function readForeman(importing: Importing): Promise<Settings> {
  const path = toPath('.foreman', importing)
  const source = await readFile(path, '.foreman', importing)
  if ('errno' in source) {
    if (source.errno !== 'ENOENT') importing.report(() => problemOf(path, source.words))
    return {}
  }
  const tree = readTree(source, kind, importing)
  const fields = tree && toFields(tree, kind, importing)
  if (!fields) return {}
  noteRest(fields, keys)
  const formation = setting(fields, 'formation') ?? setting(fields, 'concurrency')
  return {
    ...(formation && { formation, others: 0 }),
    ...named(fields, 'port', 'port'),
    ...named(fields, 'env', 'env'),
    ...named(fields, 'root', 'folder'),
    ...named(fields, 'timeout', 'timeout'),
  }
}

function named(fields: Fields, key: string, name: keyof Settings): Settings {
  const found = setting(fields, key)
  return found ? { [name]: found } : {}
}

function setting(fields: Fields, key: string): Setting | undefined {
  if (!fieldIn(fields, key)) return undefined
  const found = textIn(fields, key)
  return found && { text: found.text, place: found.place }
}
