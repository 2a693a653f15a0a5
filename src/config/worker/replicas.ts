import type { Reading } from '../reading.ts'
import { problemAt } from '../text/problem.ts'
import { type Entry, type Mapping, valueAt } from '../tree/tree.ts'
import { fillTree } from '../variables/fill.ts'
import { type Level, plusVariable } from '../variables/level.ts'
import { namesOfReplicas, readReplicas, replicaVariable } from './keys/replicas.ts'
import { type Named, readWorker, type WorkerRead } from './worker.ts'

/** Reads a worker, which may be there several times: then each replica is read with a number of its own. */
export async function readReplicated(named: Named, around: Level, reading: Reading): Promise<readonly WorkerRead[]> {
  const entry = withCount(named.entry, around, reading)
  const names = toNames({ ...named, entry }, reading)
  if (!names) return [await readWorker({ ...named, entry }, around, reading)]
  const reads: WorkerRead[] = []
  for (const [index, name] of names.entries()) {
    const number = index + 1
    const read = await readWorker({ name, entry }, plusVariable(around, replicaVariable, String(number)), reading)
    const replica = { index: number, of: names.length }
    reads.push({ ...read, spec: read.spec && { ...read.spec, replica } })
  }
  return reads
}

// How many there are is known before each of them is read, and so before their own variables are.
function withCount(entry: Entry, { scope }: Level, { report }: Reading): Entry {
  const { value } = entry
  const replicas = value.kind === 'mapping' ? value.entries.get('replicas') : undefined
  if (value.kind !== 'mapping' || !replicas) return entry
  const filled = { ...replicas, value: fillTree(replicas.value, { find: scope.find, report }) }
  return { ...entry, value: { ...value, entries: new Map(value.entries).set('replicas', filled) } satisfies Mapping }
}

function toNames({ name, entry: { value } }: Named, { report }: Reading): readonly string[] | undefined {
  const tree = value.kind === 'mapping' ? valueAt(value, 'replicas') : undefined
  const count = readReplicas(tree)
  const names = count === undefined ? undefined : namesOfReplicas(name, count)
  const message = `the names of the replicas would be too long: \`${name}-${count}\``
  if (tree && count !== undefined && !names)
    report(() => problemAt(tree.place, { message, hint: 'give the worker a shorter name' }))
  return names
}
