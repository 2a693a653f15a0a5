import type { Desk } from '../desk.ts'
import { always, type Key } from '../keys/key.ts'
import { span } from '../line.ts'
import { toSaying } from '../notice.ts'
import type { Leaving } from '../panels/leaving/state.ts'
import { selectLive, selectUp } from '../select.ts'
import { ask } from './ask.ts'
import { listLines } from './list-lines.ts'
import { idsOf } from './target.ts'

/** Leaves the screen. The runtime lives in this process, so leaving stops everything: it asks when something runs. */
export const leave: Key = {
  key: ['q', 'Q', 'C-c'],
  label: 'stop everything and leave',
  brief: 'quit',
  when: always,
  does(desk) {
    const live = selectUp(desk.now())
    if (live.length === 0) return stopAll(desk)
    ask(desk, {
      title: live.length === 1 ? 'stop it and leave?' : `stop all ${live.length} and leave?`,
      lines: [[span('These run inside this screen and are stopped when you leave:')], ...listLines(live)],
      yes: 'stop and leave',
      no: 'stay',
      confirm: () => stopAll(desk),
    })
  },
}

/** Stops everything, shows what becomes of it, and ends the screen. */
export function stopAll(desk: Desk): void {
  const now = desk.now()
  const workers = idsOf(selectUp(now))
  const leaving: Leaving = {
    sinceMs: now.screen.nowMs,
    workers,
    hurried: false,
    reports: undefined,
    problem: undefined,
  }
  desk.change(() => ({ mode: { kind: 'leaving', leaving } }))
  stopThenLeave(desk, workers).catch(problem => changeLeaving(desk, { problem: toSaying(problem).text }))
}

// The workers first: what is being stopped can still be hurried, which a runtime that has stopped refuses.
async function stopThenLeave(desk: Desk, workers: Leaving['workers']): Promise<void> {
  const { manager } = desk.living
  const stopped = workers.length > 0 ? await manager.stop(workers, 'the screen was left') : []
  changeLeaving(desk, { reports: stopped })
  const rest = (await manager.down()).filter(({ verdict, worker }) => verdict && !workers.includes(worker))
  desk.quit([...stopped, ...rest])
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
  desk.living.manager.kill(late, 'the screen was left').catch(problem => desk.say(toSaying(problem)))
}
