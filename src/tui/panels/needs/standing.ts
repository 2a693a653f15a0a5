import { cameAtMs } from '../../../core/critical-path.ts'
import { toFineTime } from '../../../core/figures.ts'
import type { NeedUntil } from '../../../core/need.ts'
import type { RunRecord, WorkerRecord } from '../../../core/record.ts'
import { selectSeen } from '../../../store/select.ts'
import { type Line, type Span, span, toVisible } from '../../line.ts'
import { shownWordOf } from '../../shown.ts'
import { markOf, type ShownWord } from '../../words.ts'
import { statusOfWorker } from '../workers/status.ts'
import type { NeedsFacts } from './facts.ts'

type Around = Pick<NeedsFacts, 'now' | 'answerOf'>

/** The glyph of a worker, also of one that is not there. */
export function glyphOf(worker: WorkerRecord | undefined, { now }: Around): Span {
  if (!worker) return span('?', 'bad')
  const { glyph, tone } = markOf(shownWordOf(now.living, worker.id))
  return span(glyph, tone)
}

/** Where a worker stands as to what is needed of it: what it waits for, or how long it took from its start to that. */
export function standingLine(worker: WorkerRecord | undefined, until: NeedUntil, around: Around): Line {
  const seen = worker && selectSeen(around.now.living, worker.id)
  if (!seen) return [span('there is no such worker', 'bad')]
  const { word, detail, more, waitsFor } = statusOfWorker(seen, around.now)
  const { tone } = markOf(word)
  if (!waitsFor)
    return [span(word, tone), span(tookText(seen.run, until, word) ?? ` ${detail} ${more}`.trimEnd(), 'faint')]
  const answer = around.answerOf(seen.worker.id)
  return [span(`${word}: `, tone), span(toVisible(answer ?? detail)), span(`, for ${more}`, 'faint')]
}

/** How long a run took from its start to what is needed; undefined when it has not come, or nobody kept when. */
export function tookText(run: RunRecord | undefined, until: NeedUntil, word: ShownWord): string | undefined {
  const cameMs = cameAtMs({ until }, run)
  if (until.kind === 'log') return run?.matched.includes(until.pattern) ? ', has written it' : undefined
  if (cameMs === undefined || run?.startedAtMs === undefined) return undefined
  const tookMs = cameMs - run.startedAtMs
  if (tookMs <= 0) return ''
  return `${word === until.kind ? '' : `, ${until.kind}`} after ${toFineTime(tookMs)}`
}
