import type { Key } from '../keys/key.ts'
import type { Now } from '../now.ts'
import { selectTargets } from '../select.ts'
import { carryOut } from './carry-out.ts'
import { idsOf, notRunning, whenSome } from './target.ts'

/** Suspends what runs; when all of them are paused, lets them go on. */
export const pause: Key = {
  key: ['p'],
  label: 'pause, or let go on',
  brief: now => (runningOf(now).length === 0 ? 'resume' : undefined),
  when: now => whenSome(now, ({ word }) => word === 'paused' || isRunning(word), notRunning),
  does(desk) {
    const { manager } = desk.living
    const running = runningOf(desk.now())
    const paused = selectTargets(desk.now()).filter(({ word }) => word === 'paused')
    const verb = running.length > 0 ? manager.pause(idsOf(running)) : manager.resume(idsOf(paused))
    carryOut(desk, async () => void (await verb))
  },
}

function runningOf(now: Now): ReturnType<typeof selectTargets> {
  return selectTargets(now).filter(({ word }) => isRunning(word))
}

function isRunning(word: string): boolean {
  return word === 'running' || word === 'ready'
}
