import type { RunId, WorkerId } from '../../core/id.ts'
import type { Size } from '../../core/output.ts'
import type { TreeProcess } from '../../core/usage.ts'
import type { EndedProcess, ProcessIdentity, SparedProcess, Survivor, Verdict } from '../../core/verdict.ts'
import { count, flag, list, object, oneOf, type Shape, startsWith, text } from '../shape.ts'

/** The id of a run. */
export const runId: Shape<RunId> = startsWith('run_')

/** The id of a worker. */
export const workerId: Shape<WorkerId> = startsWith('wrk_')

/** A terminal's size. */
export const size: Shape<Size> = object<Size>({ columns: count, rows: count })

/** Which process it is. */
export const processIdentity: Shape<ProcessIdentity> = object<ProcessIdentity>({ pid: count, startTicks: count })

/** A process of a tree. */
export const treeProcess: Shape<TreeProcess> = object<TreeProcess>({
  pid: count,
  parent: count,
  command: text,
  state: text,
  memoryBytes: count,
  cpuMs: count,
  detached: flag,
})

/** What a stop did. */
export const verdict: Shape<Verdict> = object<Verdict>({
  run: runId,
  tookMs: count,
  ended: list(
    object<EndedProcess>({
      pid: count,
      command: text,
      by: oneOf({ 'stop action': true, kill: true, itself: true }),
    }),
  ),
  survivors: list(object<Survivor>({ pid: count, command: text, reason: text, ports: list(count) })),
  spared: list(object<SparedProcess>({ pid: count, command: text, reason: text })),
})
