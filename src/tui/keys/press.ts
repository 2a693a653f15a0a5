import type { Desk } from '../desk.ts'
import type { Now } from '../now.ts'
import type { KeyTable } from './key.ts'
import type { Pressed } from './read.ts'
import { reasonOf } from './reason.ts'

/** Does what was pressed, or says why it does nothing. The table is looked up at each key, for a key may change it. */
export function press(desk: Desk, tableOf: (now: Now) => KeyTable, pressed: Pressed): void {
  desk.fadeToast()
  const { text } = tableOf(desk.now())
  if (text && pressed.kind !== 'key') text(desk, pressed.text)
  else for (const name of keysIn(pressed)) pressKey(desk, tableOf(desk.now()), name)
}

/** The keys in what was pressed; the characters of a paste are none. */
function keysIn(pressed: Pressed): readonly string[] {
  if (pressed.kind === 'key') return [pressed.name]
  return pressed.kind === 'pasted' ? [] : [...pressed.text].map(name => (name === ' ' ? 'Space' : name))
}

function pressKey(desk: Desk, { keys, text }: KeyTable, name: string): void {
  const now = desk.now()
  const meant = keys.filter(({ key }) => key.includes(name))
  const works = meant.find(key => key.when(now) === true)
  if (works) works.does(desk, name)
  else if (meant.length > 0) desk.say({ tone: 'waiting', text: reasonOf(meant, now) })
  else if (text) typeCharacter(desk, text, name === 'Space' ? ' ' : name)
}

function typeCharacter(desk: Desk, text: NonNullable<KeyTable['text']>, name: string): void {
  if ([...name].length === 1) text(desk, name)
}
