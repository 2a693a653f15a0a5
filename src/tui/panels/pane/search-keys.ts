import type { Desk } from '../../desk.ts'
import { type Draft, draftText, editDraft, typeText } from '../../draft.ts'
import { editingKeys } from '../../keys/editing.ts'
import { always, type KeyTable } from '../../keys/key.ts'
import { goBack } from '../../verbs/back.ts'

/** The keys while it is typed what to search for; matches show as it grows. */
export const searchTable: KeyTable = {
  keys: [
    { key: ['Enter'], label: 'keep it; n and N go to the matches', brief: 'keep', when: always, does: goBack },
    { key: ['Escape', 'C-c'], label: 'as it was before', brief: 'back', when: always, does: drop },
    ...editingKeys((desk, key) => edit(desk, draft => editDraft(draft, key) ?? draft)),
  ],
  text: (desk, text) => edit(desk, draft => typeText(draft, text)),
}

function edit(desk: Desk, to: (draft: Draft) => Draft): void {
  desk.change(({ mode, pane }) => {
    if (mode.kind !== 'searching') return {}
    const draft = to(mode.draft)
    return { mode: { ...mode, draft }, pane: { ...pane, search: draftText(draft) } }
  })
}

function drop(desk: Desk): void {
  desk.change(({ mode, pane }) => ({
    mode: { kind: 'browsing' },
    pane: { ...pane, search: mode.kind === 'searching' ? mode.before : pane.search },
  }))
}
