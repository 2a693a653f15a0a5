import type { Environment } from '../../environment.ts'
import { type Shape, table, word } from '../../shape.ts'
import { problemAt, type Report } from '../../text/problem.ts'
import type { Mapping, Scalar, Tree } from '../../tree/tree.ts'
import { envNameRule, isEnvName, refuseCount, refuseEntry } from '../../variables/env-entry.ts'
import type { Scope } from '../../variables/scope.ts'

const expected = 'a mapping of names to texts'

/** What stands under `env`. Numbers and booleans are taken as they are written. */
export const envShape: Shape<unknown> = table({ allow: isEnvName, rule: envNameRule }, word(), expected)

/** The values under `env` as they stand, before variables are filled in; what is wrong in shape is passed over. */
export function toEnvValues(tree: Tree | undefined, report: Report): ReadonlyMap<string, Scalar> {
  if (tree?.kind !== 'mapping') return new Map()
  const tooMany = refuseCount(tree.entries.size)
  if (tooMany) report(() => problemAt(tree.place, tooMany))
  return tooMany ? new Map() : new Map(valuesIn(tree))
}

function* valuesIn({ entries }: Mapping): Iterable<readonly [string, Scalar]> {
  for (const [name, { value }] of entries) {
    if (value.kind === 'scalar' && value.value !== null && isEnvName(name)) yield [name, value]
  }
}

/** The values under `env` with their variables filled in. */
export function fillEnv(values: ReadonlyMap<string, Scalar>, scope: Scope, report: Report): Environment {
  const environment: Record<string, string> = {}
  for (const [name, { place }] of values) {
    const found = scope.find(name)
    if (found.kind !== 'value') continue
    const words = refuseEntry(name, found.text)
    if (words) report(() => problemAt(place, words))
    environment[name] = found.text
  }
  return environment
}
