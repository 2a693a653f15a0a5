import type { Key } from '../keys/key.ts'
import { span } from '../line.ts'
import { isUp, selectTargets } from '../select.ts'
import { ask } from './ask.ts'
import { carryOut } from './carry-out.ts'
import { reportsSaying } from './report.ts'
import { idsOf, namesOf, notRunning, whenSome } from './target.ts'

/** Ends workers without grace, after asking. */
export const kill: Key = {
  key: ['X'],
  label: 'kill, without grace',
  brief: 'kill',
  when: now => whenSome(now, isUp, notRunning),
  does(desk) {
    const targets = selectTargets(desk.now()).filter(isUp)
    const names = namesOf(targets)
    ask(desk, {
      title: `kill ${names}?`,
      lines: [[span('The whole process tree ends at once, without a chance to clean up.')]],
      yes: 'kill',
      no: 'let it run',
      confirm: () =>
        carryOut(desk, async () => reportsSaying(desk.now(), await desk.living.manager.kill(idsOf(targets)))),
    })
  },
}
