import type { StopReport } from '../../store/sources.ts'
import { toVisible } from '../line.ts'
import type { Saying } from '../notice.ts'
import type { Now } from '../now.ts'
import { verdictText } from '../verdict.ts'

/** What a stop came to, in one sentence: the verdict of one worker, or how many of several ended. */
export function reportsSaying(now: Now, reports: readonly StopReport[]): Saying | undefined {
  const [first, ...others] = reports
  if (!first) return undefined
  const survivors = reports.reduce((sum, { verdict }) => sum + (verdict?.survivors.length ?? 0), 0)
  const tone = survivors === 0 ? 'good' : 'bad'
  if (others.length === 0) return { tone, text: reportText(now, first) }
  const rest = survivors === 0 ? '' : `, ${survivors} processes survive: see their info`
  return { tone, text: `${reports.length} workers ended${rest}` }
}

/** What became of one worker: its name and its verdict. */
export function reportText({ living }: Now, { worker, name, verdict, changed }: StopReport): string {
  const stop = living.workers.get(worker)?.spec.stop
  if (verdict && stop) return `${toVisible(name)} ${verdictText(verdict, stop)}`
  return `${toVisible(name)} ${changed ? 'is stopped' : 'had ended already'}`
}
