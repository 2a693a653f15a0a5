import type { Desk } from '../../desk.ts'
import { always, type Key } from '../../keys/key.ts'
import { goBack } from '../../verbs/back.ts'

/** Opens the help. */
export const help: Key = {
  key: ['?'],
  label: 'this help',
  brief: 'help',
  when: always,
  does: desk => desk.change(() => ({ mode: { kind: 'helping', top: 0 } })),
}

const steps: Readonly<Record<string, number>> = { j: 1, Down: 1, k: -1, Up: -1, PageDown: 10, PageUp: -10, Space: 10 }

/** The keys of the help. */
export const helpKeys: readonly Key[] = [
  { key: Object.keys(steps), label: 'scroll', brief: 'scroll', when: always, does: scroll },
  { key: ['Escape', '?', 'q', 'C-c', 'Enter'], label: 'back', brief: 'back', when: always, does: goBack },
]

// Where the end is, is known when the rows are there: they are drawn from the last possible top at most.
function scroll(desk: Desk, key: string): void {
  desk.change(({ mode }) =>
    mode.kind === 'helping' ? { mode: { kind: 'helping', top: Math.max(0, mode.top + (steps[key] ?? 0)) } } : {},
  )
}
