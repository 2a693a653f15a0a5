import type { Desk } from '../../desk.ts'
import { type Draft, draftText, editDraft, emptyDraft, typeText } from '../../draft.ts'
import { asking, whyAway } from '../../keys/asking.ts'
import { editingKeys } from '../../keys/editing.ts'
import { always, type KeyTable } from '../../keys/key.ts'
import { goBack } from '../../verbs/back.ts'
import { carryOut } from '../../verbs/carry-out.ts'

/** The keys of the line that is typed into a program without a terminal. */
export const typingTable: KeyTable = {
  keys: [
    asking({ key: ['Enter'], label: 'send the line', brief: 'send', when: always, does: send }),
    asking({ key: ['C-d'], label: 'end its input', brief: 'end input', when: always, does: endInput }),
    { key: ['Escape', 'C-c'], label: 'leave it', brief: 'back', when: always, does: goBack },
    ...editingKeys((desk, key) => edit(desk, draft => editDraft(draft, key) ?? draft)),
  ],
  text: typeLines,
}

function edit(desk: Desk, to: (draft: Draft) => Draft): void {
  desk.change(({ mode }) => (mode.kind === 'typing' ? { mode: { ...mode, draft: to(mode.draft) } } : {}))
}

// A paste of several lines is as many lines sent; what follows the last of them stays to be edited. All of it stays
// when nobody can be asked.
function typeLines(desk: Desk, text: string): void {
  const lines = whyAway(desk.now()) ? [text] : text.split(/\r\n|\r|\n/)
  const last = lines.pop() ?? ''
  for (const line of lines) {
    edit(desk, draft => typeText(draft, line))
    send(desk)
  }
  edit(desk, draft => typeText(draft, last))
}

function send(desk: Desk): void {
  const { mode } = desk.now().screen
  if (mode.kind !== 'typing') return
  const text = draftText(mode.draft)
  edit(desk, () => emptyDraft)
  carryOut(desk, async () => void (await desk.living.input.sendText(mode.worker, text)))
}

function endInput(desk: Desk): void {
  const { mode } = desk.now().screen
  if (mode.kind !== 'typing') return
  goBack(desk)
  carryOut(desk, async () => {
    await desk.living.input.endInput(mode.worker)
    return { tone: 'good', text: 'its input was ended' }
  })
}
