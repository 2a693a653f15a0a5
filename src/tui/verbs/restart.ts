import type { Key } from '../keys/key.ts'
import { span } from '../line.ts'
import { selectLive, selectTargets } from '../select.ts'
import { ask } from './ask.ts'
import { carryOut } from './carry-out.ts'
import { listLines } from './list-lines.ts'
import { idsOf, whenSome } from './target.ts'

/** Stops workers and starts them anew; what does not run is started. */
export const restart: Key = {
  key: ['r'],
  label: 'restart',
  brief: 'restart',
  when: now =>
    whenSome(
      now,
      () => true,
      () => '',
    ),
  does(desk) {
    const targets = selectTargets(desk.now())
    carryOut(desk, async () => void (await desk.living.manager.restart(idsOf(targets))))
  },
}

/** Restarts everything that runs, after asking. */
export const restartAll: Key = {
  key: ['R'],
  label: 'restart all that run',
  when: now => selectLive(now).length > 0 || 'nothing runs: s starts the selected worker',
  does(desk) {
    const live = selectLive(desk.now())
    ask(desk, {
      title: `restart ${live.length === 1 ? 'one worker' : `${live.length} workers`}?`,
      lines: [[span('These are stopped and started anew:')], ...listLines(live)],
      yes: 'restart',
      no: 'leave them',
      confirm: () => carryOut(desk, async () => void (await desk.living.manager.restart(idsOf(live)))),
    })
  },
}
