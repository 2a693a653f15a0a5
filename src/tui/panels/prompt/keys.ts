import type { Desk } from '../../desk.ts'
import { type Draft, draftText, editDraft, typeText } from '../../draft.ts'
import { asking } from '../../keys/asking.ts'
import { editingKeys } from '../../keys/editing.ts'
import { always, type KeyTable } from '../../keys/key.ts'
import { goBack } from '../../verbs/back.ts'

/** The keys of a line that is asked for. */
export const promptTable: KeyTable = {
  keys: [
    asking({ key: ['Enter'], label: 'accept', when: always, does: accept }),
    { key: ['Escape', 'C-c'], label: 'leave it', when: always, does: goBack },
    ...editingKeys((desk, key) => edit(desk, draft => editDraft(draft, key) ?? draft)),
  ],
  text: (desk, text) => edit(desk, draft => typeText(draft, text)),
}

function edit(desk: Desk, change: (draft: Draft) => Draft): void {
  desk.change(({ mode }) =>
    mode.kind === 'prompting'
      ? { mode: { kind: 'prompting', prompt: { ...mode.prompt, draft: change(mode.prompt.draft) } } }
      : {},
  )
}

function accept(desk: Desk): void {
  const { mode } = desk.now().screen
  goBack(desk)
  if (mode.kind === 'prompting') mode.prompt.accept(draftText(mode.prompt.draft))
}
