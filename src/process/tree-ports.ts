import type { RunId } from '../core/id.ts'
import { listeningPorts } from './ports.ts'
import type { Member } from './tree.ts'

/** The ports on which each run's processes listen, in order; a run that listens on none is left out. */
export async function portsOfTrees(
  trees: ReadonlyArray<readonly [RunId, readonly Member[]]>,
): Promise<ReadonlyMap<RunId, readonly number[]>> {
  const ports = await listeningPorts(trees.flatMap(([, members]) => members.map(({ row }) => row.pid)))
  const ofRuns = trees.map(([run, members]) => {
    const all = members.flatMap(({ row }) => ports.get(row.pid) ?? [])
    return [run, [...new Set(all)].sort((one, other) => one - other)] as const
  })
  return new Map(ofRuns.filter(([, all]) => all.length > 0))
}
