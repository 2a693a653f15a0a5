import type { Reading } from '../reading.ts'
import { problemAt, type Report } from '../text/problem.ts'
import { type Mapping, valueAt } from '../tree/tree.ts'
import type { Level } from '../variables/level.ts'
import { extendAll } from './extends.ts'
import type { Family } from './needed.ts'
import { readReplicated } from './replicas.ts'

// Five times what a screen is meant to show; more is a mistake, and each takes an environment of its own.
const mostWorkers = 5_000

/** Reads all workers of a file, each by itself; what is wrong with them is reported. */
export async function readWorkers(workers: Mapping, level: Level, reading: Reading): Promise<readonly Family[]> {
  const { report } = reading
  const families: Family[] = []
  let count = 0
  for (const [name, entry] of extendAll(workers, report)) {
    const reads = await readReplicated({ name, entry }, level, reading)
    families.push({ name, reads })
    count += reads.length
    if (count > mostWorkers) {
      report(() => problemAt(workers.place, { message: `more than ${mostWorkers} workers` }))
      return []
    }
  }
  reportNamesakes(families, workers, report)
  return families
}

// What is numbered may come to the name of another worker.
function reportNamesakes(families: readonly Family[], workers: Mapping, report: Report): void {
  for (const { name, reads } of families) {
    const taken = reads.find(read => read.name !== name && workers.entries.has(read.name))
    const replicas = taken?.tree && valueAt(taken.tree, 'replicas')
    if (!taken || !replicas) continue
    const message = `\`${taken.name}\` is the name of a replica of \`${name}\` and of a worker`
    report(() => problemAt(replicas.place, { message, hint: 'rename one of the two' }))
  }
}
