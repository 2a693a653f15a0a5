import type { Key } from '../keys/key.ts'
import { isUp, selectTargets } from '../select.ts'
import { carryOut } from './carry-out.ts'
import { reportsSaying } from './report.ts'
import { idsOf, notRunning, whenSome } from './target.ts'

/** Stops workers with their grace; it does not ask. */
export const stop: Key = {
  key: ['x'],
  label: 'stop',
  brief: 'stop',
  when: now => whenSome(now, isUp, notRunning),
  does(desk) {
    const targets = selectTargets(desk.now()).filter(isUp)
    carryOut(desk, async () => reportsSaying(desk.now(), await desk.living.manager.stop(idsOf(targets))))
  },
}
