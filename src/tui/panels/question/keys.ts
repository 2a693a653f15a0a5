import type { Desk } from '../../desk.ts'
import { asking } from '../../keys/asking.ts'
import { always, type Key } from '../../keys/key.ts'
import { goBack } from '../../verbs/back.ts'

/** The keys of a question. */
export const questionKeys: readonly Key[] = [
  asking({ key: ['Enter', 'y'], label: 'yes', when: always, does: confirm }),
  { key: ['Escape', 'n', 'q', 'C-c'], label: 'no', when: always, does: goBack },
]

function confirm(desk: Desk): void {
  const { mode } = desk.now().screen
  goBack(desk)
  if (mode.kind === 'asking') mode.question.confirm()
}
