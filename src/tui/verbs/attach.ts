import { emptyDraft } from '../draft.ts'
import type { Key } from '../keys/key.ts'
import type { Now } from '../now.ts'
import { hasLiveRun, selectSelected } from '../select.ts'
import { noWorker } from './target.ts'

/** Makes the pane the program's terminal. */
export const attach: Key = {
  key: ['Enter', 'i'],
  label: 'attach to its terminal',
  brief: 'attach',
  when(now) {
    const selected = selectSelected(now)
    if (!selected) return noWorker
    if (!selected.worker.spec.tty) return `${selected.worker.spec.name} has no terminal (tty: true gives it one)`
    return hasLiveRun(selected) || `${selected.worker.spec.name} is not running: s starts it`
  },
  does(desk) {
    const run = selectSelected(desk.now())?.run
    if (run) desk.attach(run.id, run.worker)
  },
}

/** Opens a line that is typed into a program without a terminal. */
export const typeInto: Key = {
  key: ['Enter', 'i'],
  label: 'type into its stdin',
  brief: 'type',
  when: canType,
  does(desk) {
    const worker = selectSelected(desk.now())?.worker.id
    if (!worker) return
    desk.change(({ pane }) => ({
      mode: { kind: 'typing', worker, draft: emptyDraft },
      pane: { ...pane, earlier: undefined, tab: pane.tab === 'info' ? 'output' : pane.tab },
    }))
  },
}

function canType(now: Now): true | string {
  const selected = selectSelected(now)
  if (!selected) return noWorker
  const { name, tty, stdin } = selected.worker.spec
  if (tty) return `${name} has a terminal: attach to it`
  if (!hasLiveRun(selected)) return `${name} is not running: s starts it`
  return stdin === 'pipe' || `${name} takes no input (stdin: none)`
}
