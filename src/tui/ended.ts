import type { WorkerId } from '../core/id.ts'
import { describeOutcome } from '../core/outcome.ts'
import { isLive } from '../core/record.ts'
import { selectSeen } from '../store/select.ts'
import type { Desk } from './desk.ts'
import { toVisible } from './line.ts'
import type { Saying } from './notice.ts'
import type { Now } from './now.ts'
import { markOf } from './words.ts'

/** The line that is typed into a program ends with the program: its keys are the screen's again, which is said. */
export function endTyping(now: Now, desk: Pick<Desk, 'change' | 'say'>): void {
  const { mode } = now.screen
  if (mode.kind !== 'typing') return
  const run = selectSeen(now.living, mode.worker)?.run
  if (run && isLive(run)) return
  desk.change(({ mode }) => (mode.kind === 'typing' ? { mode: { kind: 'browsing' } } : {}))
  desk.say(endSaying(now, mode.worker))
}

/** How the program of a worker ended, as it is said to who was typing into it. */
export function endSaying({ living }: Now, id: WorkerId): Saying {
  const seen = selectSeen(living, id)
  const state = seen?.run?.state
  if (!seen || state?.status !== 'ended') return { tone: 'waiting', text: 'its program is gone' }
  const tone = markOf(seen.word).tone === 'bad' ? 'bad' : 'good'
  return { tone, text: `${toVisible(seen.worker.spec.name)} ended: ${toVisible(describeOutcome(state.outcome))}` }
}
