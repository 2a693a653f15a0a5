import { toShortTime } from '../../../core/figures.ts'
import { type Seen, selectSeen } from '../../../store/select.ts'
import { answers, type Dialog } from '../../dialog.ts'
import { fitText, type Line, span, toVisible } from '../../line.ts'
import type { Now } from '../../now.ts'
import { hasLiveRun } from '../../select.ts'
import { verdictText } from '../../verdict.ts'
import { markOf } from '../../words.ts'
import type { Leaving } from './state.ts'

const textColumns = 62
const longestName = 20

/** What is being stopped and what became of each, as a dialog. */
export function leavingDialog(now: Now, leaving: Leaving): Dialog {
  const all = leaving.workers.flatMap(id => selectSeen(now.living, id) ?? [])
  const late = all.filter(hasLiveRun)
  const width = Math.min(longestName, Math.max(0, ...all.map(({ worker }) => worker.spec.name.length)))
  const room = Math.max(3, now.screen.size.rows - 9)
  const shown = (all.length > room ? [...late, ...all.filter(seen => !hasLiveRun(seen))] : all).slice(0, room)
  const lines = shown.map(seen => workerLine(seen, width, now.screen.clocks.nowMs))
  const rest: readonly Line[] =
    all.length > shown.length ? [[span(`… and ${all.length - shown.length} more`, 'faint')]] : []
  return {
    title: titleOf(leaving, late.length),
    lines: [...lines, ...rest, [], lastLine(leaving, late.length)],
    width: textColumns,
  }
}

function titleOf({ problem, workers }: Leaving, late: number): string {
  if (problem !== undefined) return 'not everything could be stopped'
  const all = workers.length === 1 ? 'one worker' : `${workers.length} workers`
  if (late === 0) return `stopped ${all}`
  return late < workers.length ? `stopping ${all}… ${late} left` : `stopping ${all}…`
}

function workerLine(seen: Seen, width: number, nowMs: number): Line {
  const { worker, run } = seen
  const name = span(` ${fitText(toVisible(worker.spec.name), width)}  `, 'strong')
  if (hasLiveRun(seen) && !run?.verdict) {
    const since = run?.state.status === 'stopping' ? ` ${toShortTime(nowMs - run.state.sinceMs)}…` : '…'
    return [span(markOf('stopping').glyph, 'waiting'), name, span(`stopping${since}`, 'waiting')]
  }
  const verdict = run?.verdict
  const isWhole = !verdict || verdict.survivors.length === 0
  const text = verdict ? verdictText(verdict, worker.spec.stop) : 'is not tried again'
  return [span(isWhole ? '✔' : '✖', isWhole ? 'good' : 'bad'), name, span(text)]
}

function lastLine({ problem, hurried }: Leaving, late: number): Line {
  if (problem !== undefined) return [span(`✖ ${toVisible(problem)}`, 'bad')]
  if (late === 0) return [span('leaving…', 'faint')]
  return hurried
    ? [span('killing what is left…', 'waiting')]
    : answers([
        ['X', 'kill what is left'],
        ['q', 'leave now'],
      ])
}
