import { emptyDraft } from '../draft.ts'
import type { Key } from '../keys/key.ts'
import { isUp, selectTargets } from '../select.ts'
import { carryOut } from './carry-out.ts'
import { reportsSaying } from './report.ts'
import { idsOf, namesOf, notRunning, whenSome } from './target.ts'

/** Gives workers up, with a reason that is kept. */
export const cancel: Key = {
  key: ['c'],
  label: 'cancel, with a reason',
  when: now => whenSome(now, isUp, notRunning),
  does(desk) {
    const targets = selectTargets(desk.now()).filter(isUp)
    const accept = (text: string): void => {
      const reason = text.trim() === '' ? undefined : text.trim()
      carryOut(desk, async () => reportsSaying(desk.now(), await desk.living.manager.cancel(idsOf(targets), reason)))
    }
    const title = `cancel ${namesOf(targets)}`
    desk.change(() => ({
      mode: { kind: 'prompting', prompt: { title, label: 'reason', draft: emptyDraft, yes: 'cancel it', accept } },
    }))
  },
}
