import type { Environment } from '../environment.ts'
import type { Reading } from '../reading.ts'
import { type Entry, type Mapping, valueAt } from '../tree/tree.ts'
import { fillEnv, toEnvValues } from '../worker/keys/env.ts'
import { readEnvFiles } from './env-files.ts'
import { fillTree, type Lookups } from './fill.ts'
import { openScope, plainScope, type Scope } from './scope.ts'

/** A level of the file: the variables that its texts may name, and what it and the levels around it declare. */
export type Level = { readonly scope: Scope; readonly declared: Environment }

/** The level outside of every file: what is inherited. */
export function outermost(inherited: Environment): Level {
  return { scope: plainScope(inherited), declared: {} }
}

/** Opens the level of a mapping that may have `env` and `env_file`. The paths of env files see only what is around. */
export async function openLevel(mapping: Mapping, around: Level, reading: Reading): Promise<Level> {
  const { report } = reading
  const named = valueAt(mapping, 'env_file')
  const files = await readEnvFiles(named && fillTree(named, { find: around.scope.find, report }), reading)
  const values = toEnvValues(valueAt(mapping, 'env'), report)
  const scope = openScope(values, plainScope(files, around.scope), report)
  return { scope, declared: { ...around.declared, ...files, ...fillEnv(values, scope, report) } }
}

/** A level with one more variable around it, which is declared for every worker in it. */
export function plusVariable({ scope, declared }: Level, name: string, value: string): Level {
  return { scope: plainScope({ [name]: value }, scope), declared: { ...declared, [name]: value } }
}

/** Fills in the variables of everything in a mapping but under the keys that are read in another way. */
export function fillRest(mapping: Mapping, except: readonly string[], lookups: Lookups): Mapping {
  const entries = Array.from(mapping.entries, ([name, entry]): [string, Entry] => {
    return [name, except.includes(name) ? entry : { ...entry, value: fillTree(entry.value, lookups) }]
  })
  return { ...mapping, entries: new Map(entries) }
}
