import { type Draft, draftText, emptyDraft, toDraft } from '../../draft.ts'
import { nameOf } from './read.ts'

/** A worker that a person is describing. */
export type AddForm = {
  readonly fields: { readonly [Name in FieldName]: Draft }
  readonly tty: boolean
  readonly at: FieldName | 'tty'
  /** Why it was not taken. */
  readonly problem: string | undefined
  /** Whether a name was typed; until then it follows the command. */
  readonly named: boolean
}

export type FieldName = 'command' | 'name' | 'cwd'

export const fieldNames: readonly FieldName[] = ['command', 'name', 'cwd']
const stops: ReadonlyArray<FieldName | 'tty'> = [...fieldNames, 'tty']

export function emptyForm(cwd: string): AddForm {
  return {
    fields: { command: emptyDraft, name: emptyDraft, cwd: toDraft(cwd) },
    tty: false,
    at: 'command',
    problem: undefined,
    named: false,
  }
}

/** The form with another draft in the field that is at hand. */
export function fillField(form: AddForm, draft: Draft): AddForm {
  if (form.at === 'tty') return form
  const fields = { ...form.fields, [form.at]: draft }
  const named = form.named || form.at === 'name'
  const name = named ? fields.name : toDraft(nameOf(draftText(fields.command)))
  return { ...form, fields: { ...fields, name }, named, problem: undefined }
}

/** The form at the field so many further, around the end. */
export function moveField(form: AddForm, by: number): AddForm {
  const at = (stops.indexOf(form.at) + by + stops.length) % stops.length
  return { ...form, at: stops[at] ?? 'command' }
}
