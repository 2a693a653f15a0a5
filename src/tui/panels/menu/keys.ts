import type { Desk } from '../../desk.ts'
import { asking } from '../../keys/asking.ts'
import { always, type Key } from '../../keys/key.ts'
import { goBack } from '../../verbs/back.ts'
import { moveMenu } from './state.ts'

/** The keys of a menu. */
export const menuKeys: readonly Key[] = [
  asking({ key: ['Enter'], label: 'take it', when: always, does: choose }),
  { key: ['j', 'Down', 'Tab'], label: 'next', when: always, does: desk => move(desk, 1) },
  { key: ['k', 'Up', 'BTab'], label: 'previous', when: always, does: desk => move(desk, -1) },
  { key: ['Escape', 'q', 'C-c'], label: 'leave it', when: always, does: goBack },
]

function move(desk: Desk, by: number): void {
  desk.change(({ mode }) =>
    mode.kind === 'choosing' ? { mode: { kind: 'choosing', menu: moveMenu(mode.menu, by) } } : {},
  )
}

function choose(desk: Desk): void {
  const { mode } = desk.now().screen
  goBack(desk)
  if (mode.kind === 'choosing') mode.menu.items[mode.menu.at]?.choose()
}
