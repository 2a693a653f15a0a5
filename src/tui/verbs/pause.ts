import type { Key } from '../keys/key.ts'
import { selectTargets } from '../select.ts'
import { carryOut } from './carry-out.ts'
import { idsOf, notRunning, whenSome } from './target.ts'

const pausable = new Set(['running', 'ready'])

/** Suspends the whole tree. */
export const pause: Key = {
  key: ['p'],
  label: 'pause',
  when: now => whenSome(now, ({ word }) => pausable.has(word), notRunning),
  does(desk) {
    const targets = selectTargets(desk.now()).filter(({ word }) => pausable.has(word))
    carryOut(desk, async () => void (await desk.living.manager.pause(idsOf(targets))))
  },
}
