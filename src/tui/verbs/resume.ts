import type { Key } from '../keys/key.ts'
import { selectTargets } from '../select.ts'
import { carryOut } from './carry-out.ts'
import { idsOf, namesOf, whenSome } from './target.ts'

/** Lets a paused tree go on. */
export const resume: Key = {
  key: ['p'],
  label: 'resume',
  brief: 'resume',
  when: now =>
    whenSome(
      now,
      ({ word }) => word === 'paused',
      targets => `${namesOf(targets)} ${targets.length === 1 ? 'is' : 'are'} not paused`,
    ),
  does(desk) {
    const targets = selectTargets(desk.now()).filter(({ word }) => word === 'paused')
    carryOut(desk, async () => void (await desk.living.manager.resume(idsOf(targets))))
  },
}
