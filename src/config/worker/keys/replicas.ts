import { isWorkerName, numberName } from '../../../core/name.ts'
import { either, type Parsed, parsed, type Shape, whole } from '../../shape.ts'
import type { Scalar, Tree } from '../../tree/tree.ts'

const least = 2
const most = 100
const expected = `a whole number from ${least} to ${most}`

/** What stands under `replicas`, which may be a text that a variable was filled into. */
export const replicasShape: Shape<number> = either(expected, whole(least, most, expected), parsed(expected, toCount))

function toCount(text: string): Parsed<number> {
  const count = /^\d{1,3}$/.test(text) ? Number(text) : 0
  return count >= least && count <= most ? { ok: true, value: count } : { ok: false }
}

/** How many replicas a worker asks for; undefined when it runs once, or when what is asked is wrong. */
export function readReplicas(tree: Tree | undefined): number | undefined {
  if (tree?.kind !== 'scalar' || tree.broken) return undefined
  const count = toCount(textOf(tree))
  return count.ok ? count.value : undefined
}

function textOf({ value, text }: Scalar): string {
  return typeof value === 'number' || typeof value === 'string' ? text : ''
}

/** The variable that says to a replica which one it is. */
export const replicaVariable = 'SKEP_REPLICA'

/** The names of replicas: `api-1`, `api-2`. Undefined when one of them could not be a name. */
export function namesOfReplicas(name: string, count: number): readonly string[] | undefined {
  const last = `${name}-${count}`
  if (!isWorkerName(last)) return undefined
  return Array.from({ length: count }, (_, index) => numberName(name, index + 1))
}
