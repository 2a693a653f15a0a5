import type { RunId } from '../core/id.ts'
import type { StopOrder } from '../core/keeper.ts'
import type { RunRecord } from '../core/record.ts'
import type { StopPolicy } from '../core/spec.ts'
import type { Verdict } from '../core/verdict.ts'
import { diagnose } from './diagnose.ts'
import type { Parts } from './parts.ts'

/** The stops that are under way, one per run, each with a verdict that is recorded and kept. */
export type Stops = {
  begin(run: RunRecord, policy: StopPolicy): void
  /** Goes on with a stop that an earlier runtime has begun: its verdict may be there already. */
  goOn(run: RunRecord, policy: StopPolicy): void
  /** Resolves when the stop that was begun for the run has its verdict; undefined when none was begun. */
  verdict(run: RunId): Promise<Verdict | undefined> | undefined
  /** Ends what a run that has ended left behind; undefined when that was nothing. */
  sweep(run: RunRecord, policy: StopPolicy): Promise<Verdict | undefined>
  forget(run: RunId): void
}

/** What must be gone before something can go on gets no grace. */
export const sweeping: StopPolicy = { action: { kind: 'signals', signals: [] }, graceMs: 0, scope: 'all' }

/** Opens the stops of a runtime, none under way. */
export function openStops(parts: Parts): Stops {
  const { journal, keeper, world } = parts
  const stops = new Map<RunId, Promise<Verdict | undefined>>()

  async function stop(run: RunRecord, { isNews = always, ...order }: Stop): Promise<Verdict | undefined> {
    try {
      const verdict = await keeper.stop({ run: run.id, ...order, spare: world.spare })
      return isNews(verdict) ? judge(run, verdict) : undefined
    } catch (problem) {
      const message = `the stop did not finish: ${problem instanceof Error ? problem.message : String(problem)}`
      diagnose(parts, { severity: 'error', code: 'run.stop-failed', message, worker: run.worker })
      // Whoever goes on with the run may ask again.
      stops.delete(run.id)
      return undefined
    }
  }

  function judge({ id, worker }: RunRecord, verdict: Verdict): Verdict {
    const message = describeVerdict(verdict)
    journal.record({ kind: 'run.judged', data: { verdict }, worker, run: id, actor: 'supervisor', message })
    if (verdict.survivors.length > 0) diagnose(parts, { severity: 'warning', code: 'run.survivors', message, worker })
    return verdict
  }

  return {
    begin(run, policy) {
      if (!stops.has(run.id)) stops.set(run.id, stop(run, { policy }))
    },
    goOn(run, policy) {
      if (!stops.has(run.id)) stops.set(run.id, stop(run, { policy, again: true }))
    },
    verdict: run => stops.get(run),
    sweep: (run, policy) =>
      stop(run, { policy, isNews: ({ ended, survivors }) => ended.length + survivors.length > 0 }),
    forget(run) {
      stops.delete(run)
    },
  }
}

type Stop = Pick<StopOrder, 'policy' | 'again'> & { readonly isNews?: (verdict: Verdict) => boolean }

function always(_verdict: Verdict): boolean {
  return true
}

/** A verdict in a sentence. */
export function describeVerdict({ ended, survivors, tookMs }: Verdict): string {
  const took = `${(tookMs / 1000).toFixed(1)} s`
  if (survivors.length === 0) return `ended ${ended.length} in ${took}, nothing survived`
  const names = survivors.map(({ pid, command, reason }) => `${pid} ${command} (${reason})`).join(', ')
  return `ended ${ended.length} in ${took}; survived: ${names}`
}
