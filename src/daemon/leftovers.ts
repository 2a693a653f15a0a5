import type { RunId } from '../core/id.ts'
import type { RunRecord } from '../core/record.ts'
import type { StopPolicy } from '../core/spec.ts'
import type { Verdict } from '../core/verdict.ts'
import { diagnose } from './diagnose.ts'
import type { Parts } from './parts.ts'
import { type Stops, sweeping } from './stops.ts'

/** What runs leave behind that end by themselves. An end kills nothing: what it leaves is named, and ended when asked. */
export type Leftovers = {
  /** Looks at what a run that has just ended has left. */
  name(run: RunRecord): Promise<void>
  /** Ends what a run has left; undefined when that is nothing. */
  sweep(run: RunRecord, policy: StopPolicy): Promise<Verdict | undefined>
  /** Looks for what a run has left, and ends that; undefined when it is nothing. */
  end(run: RunRecord, policy: StopPolicy): Promise<Verdict | undefined>
  /** Ends what the worker's run before this one has left: it would hold its ports and files. */
  sweepBefore(run: RunRecord): Promise<void>
}

/** Opens the leftovers of a runtime. */
export function openLeftovers(parts: Parts, stops: Stops): Leftovers {
  const { journal, keeper, store } = parts
  const looking = new Set<RunId>()

  async function name({ id, worker }: RunRecord): Promise<void> {
    looking.add(id)
    const left = await keeper.tree(id).catch(() => [])
    looking.delete(id)
    if (left.length === 0) return
    const message = `left ${left.length} running: ${left.map(({ pid, command }) => `${pid} ${command}`).join(', ')}`
    journal.record({ kind: 'run.left', data: { left }, worker, run: id, actor: 'supervisor', message })
    diagnose(parts, { severity: 'warning', code: 'run.left', message, worker })
  }

  return {
    name,
    // Of a thousand workers at rest few have left anything: the others are not looked for again.
    async sweep(run, policy) {
      return run.left.length > 0 || looking.has(run.id) ? stops.sweep(run, policy) : undefined
    },
    end: (run, policy) => stops.sweep(run, policy),
    async sweepBefore({ previous, worker }) {
      const before = previous && store.run(previous)
      if (!before || before.verdict?.survivors.length === 0) return
      const verdict = await stops.sweep(before, sweeping)
      if (!verdict || verdict.ended.length === 0) return
      const message = `ended ${verdict.ended.length} left over from the run before`
      diagnose(parts, { severity: 'info', code: 'run.swept', message, worker })
    },
  }
}
