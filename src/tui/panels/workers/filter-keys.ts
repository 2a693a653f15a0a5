import type { Desk } from '../../desk.ts'
import { type Draft, draftText, editDraft, typeText } from '../../draft.ts'
import { editingKeys } from '../../keys/editing.ts'
import { always, type KeyTable } from '../../keys/key.ts'
import { goBack } from '../../verbs/back.ts'
import { selectAt } from './keys.ts'

/** The keys while the filter is typed; it filters as it grows. */
export const filterTable: KeyTable = {
  keys: [
    { key: ['Enter', 'Down'], label: 'keep the filter', brief: 'keep', when: always, does: keep },
    { key: ['Escape', 'C-c'], label: 'as it was before', brief: 'back', when: always, does: drop },
    ...editingKeys((desk, key) => edit(desk, draft => editDraft(draft, key) ?? draft)),
  ],
  text: (desk, text) => edit(desk, draft => typeText(draft, text)),
}

function edit(desk: Desk, to: (draft: Draft) => Draft): void {
  desk.change(({ mode, workers }) => {
    if (mode.kind !== 'filtering') return {}
    const draft = to(mode.draft)
    return { mode: { ...mode, draft }, workers: { ...workers, filter: draftText(draft), top: 0 } }
  })
}

function keep(desk: Desk): void {
  goBack(desk)
  selectAt(desk, 0)
}

function drop(desk: Desk): void {
  desk.change(({ mode, workers }) => ({
    mode: { kind: 'browsing' },
    workers: { ...workers, filter: mode.kind === 'filtering' ? mode.before : workers.filter },
  }))
}
