import type { Seen } from '../../store/select.ts'
import type { Desk } from '../desk.ts'
import { emptyDraft } from '../draft.ts'
import type { Key } from '../keys/key.ts'
import { isText } from '../panels/pane/state.ts'
import { hasLiveRun, selectSelected } from '../select.ts'
import { notRunning, whyNoWorker } from './target.ts'

/** Makes the pane the program's terminal; where it has none, opens a line that is typed into its stdin. */
export const attach: Key = {
  key: ['Enter', 'i'],
  label: 'attach to its terminal; without one, type into its stdin',
  brief: now => (selectSelected(now)?.worker.spec.tty ? 'attach' : 'type'),
  when(now) {
    const selected = selectSelected(now)
    if (!selected) return whyNoWorker(now)
    const { name, tty, stdin } = selected.worker.spec
    if (!hasLiveRun(selected)) return notRunning([selected])
    return tty || stdin === 'pipe' || `${name} takes no input (stdin: none)`
  },
  does(desk) {
    const selected = selectSelected(desk.now())
    if (!selected?.run) return
    if (selected.run.tty) desk.attach(selected.run.id, selected.worker.id)
    else openLine(desk, selected)
  },
}

function openLine(desk: Desk, { worker }: Seen): void {
  desk.change(({ pane }) => ({
    mode: { kind: 'typing', worker: worker.id, draft: emptyDraft },
    pane: { ...pane, earlier: undefined, tab: isText(pane.tab) ? 'output' : pane.tab },
  }))
}
