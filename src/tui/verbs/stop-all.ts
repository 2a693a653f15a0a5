import type { StopReport } from '../../store/sources.ts'
import type { Desk } from '../desk.ts'
import { always, type Key } from '../keys/key.ts'
import { span } from '../line.ts'
import { toSaying } from '../notice.ts'
import type { Leaving } from '../panels/leaving/state.ts'
import { selectLive, selectUp } from '../select.ts'
import { ask } from './ask.ts'
import { listLines } from './list-lines.ts'
import { idsOf } from './target.ts'

/** Stops everything and leaves; it asks when something runs. The runtime stays, for whoever else uses it. */
export const stopAllAndLeave: Key = {
  key: ['Q'],
  label: 'stop everything and leave',
  brief: 'stop all',
  when: always,
  does(desk) {
    const live = selectUp(desk.now())
    if (live.length === 0) return stopAll(desk)
    ask(desk, {
      title: live.length === 1 ? 'stop it and leave?' : `stop all ${live.length} and leave?`,
      lines: [[span('These are stopped, whoever has started them:')], ...listLines(live)],
      yes: 'stop and leave',
      no: 'stay',
      confirm: () => stopAll(desk),
    })
  },
}

const reason = 'everything was stopped from the screen'

/** Stops everything, shows what becomes of it, and ends the screen. */
export function stopAll(desk: Desk): void {
  const now = desk.now()
  const workers = idsOf(selectUp(now))
  const leaving: Leaving = {
    sinceMs: now.screen.clocks.nowMs,
    workers,
    hurried: false,
    reports: undefined,
    problem: undefined,
  }
  desk.change(() => ({ mode: { kind: 'leaving', leaving } }))
  stopThenLeave(desk, workers).catch(problem => changeLeaving(desk, { problem: toSaying(problem).text }))
}

async function stopThenLeave(desk: Desk, shown: Leaving['workers']): Promise<void> {
  // Those at rest too: what they have left behind is ended with the others.
  const all = [...desk.now().living.workers.keys()]
  const stopped = all.length > 0 ? await desk.living.manager.stopInOrder(all, reason) : []
  const reports = stopped.filter(({ worker, verdict }) => verdict !== undefined || shown.includes(worker))
  changeLeaving(desk, { reports })
  quitUnlessBack(desk, reports)
}

/** Whoever has gone back to the screen, or has left it, is not sent away. */
function quitUnlessBack(desk: Desk, reports: readonly StopReport[]): void {
  if (desk.now().screen.mode.kind === 'leaving') desk.quit(reports)
}

function changeLeaving(desk: Desk, change: Partial<Leaving>): void {
  desk.change(({ mode }) =>
    mode.kind === 'leaving' ? { mode: { kind: 'leaving', leaving: { ...mode.leaving, ...change } } } : {},
  )
}

/** Ends the grace of the stop that is under way. */
export function hurry(desk: Desk): void {
  const { mode } = desk.now().screen
  if (mode.kind !== 'leaving') return
  const late = idsOf(selectLive(desk.now()))
  changeLeaving(desk, { hurried: true })
  desk.living.manager.kill(late, reason).catch(problem => desk.say(toSaying(problem)))
}
