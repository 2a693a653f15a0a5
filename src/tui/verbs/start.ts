import type { Key } from '../keys/key.ts'
import { isRunning, selectTargets } from '../select.ts'
import { carryOut } from './carry-out.ts'
import { idsOf, namesOf, whenSome } from './target.ts'

/** Starts what does not run. */
export const start: Key = {
  key: ['s'],
  label: 'start',
  brief: 'start',
  when: now =>
    whenSome(
      now,
      seen => !isRunning(seen) || seen.word === 'stopping',
      targets => `${namesOf(targets)} ${targets.length === 1 ? 'runs' : 'run'} already: r restarts`,
    ),
  does(desk) {
    const targets = selectTargets(desk.now())
    carryOut(desk, async () => void (await desk.living.manager.start(idsOf(targets))))
  },
}
