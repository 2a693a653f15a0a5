import type { Desk } from '../../desk.ts'
import { type Draft, editDraft, typeText } from '../../draft.ts'
import { asking } from '../../keys/asking.ts'
import { editingKeys } from '../../keys/editing.ts'
import { always, type Key, type KeyTable } from '../../keys/key.ts'
import { addFromForm } from '../../verbs/add.ts'
import { goBack } from '../../verbs/back.ts'
import { type AddForm, fillField, moveField } from './state.ts'

const onTerminal: Key['when'] = ({ screen: { mode } }) =>
  (mode.kind === 'adding' && mode.form.at === 'tty') || 'only for the terminal field'

/** The keys of the form for a new worker. */
export const formTable: KeyTable = {
  keys: [
    asking({ key: ['Enter'], label: 'add it and start it', when: always, does: submit }),
    { key: ['Tab', 'Down'], label: 'next field', when: always, does: desk => go(desk, 1) },
    { key: ['BTab', 'Up'], label: 'previous field', when: always, does: desk => go(desk, -1) },
    { key: ['Space', 'Left', 'Right', 'y', 'n'], label: 'terminal: yes or no', when: onTerminal, does: choose },
    { key: ['Escape', 'C-c'], label: 'leave it', when: always, does: goBack },
    ...editingKeys((desk, key) => edit(desk, draft => editDraft(draft, key) ?? draft)),
  ],
  text: (desk, text) => edit(desk, draft => typeText(draft, text)),
}

function submit(desk: Desk): void {
  const { mode } = desk.now().screen
  if (mode.kind === 'adding') addFromForm(desk, mode.form)
}

function change(desk: Desk, to: (form: AddForm) => AddForm): void {
  desk.change(({ mode }) => (mode.kind === 'adding' ? { mode: { kind: 'adding', form: to(mode.form) } } : {}))
}

function go(desk: Desk, by: number): void {
  change(desk, form => moveField(form, by))
}

function choose(desk: Desk, key: string): void {
  change(desk, form => ({ ...form, tty: key === 'y' || (key !== 'n' && !form.tty) }))
}

function edit(desk: Desk, to: (draft: Draft) => Draft): void {
  change(desk, form => (form.at === 'tty' ? form : fillField(form, to(form.fields[form.at]))))
}
