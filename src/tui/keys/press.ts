import { keyBytes } from '../../core/keys.ts'
import type { Desk } from '../desk.ts'
import type { Now } from '../now.ts'
import type { KeyTable } from './key.ts'
import { nameOfCharacter, type Pressed } from './read.ts'
import { reasonOf } from './reason.ts'

/** Does what was pressed, or says why it does nothing. The table is looked up at each key, for a key may change it. */
export function press(desk: Desk, tableOf: (now: Now) => KeyTable, pressed: Pressed): void {
  desk.fadeToast()
  const { raw } = tableOf(desk.now())
  if (raw) raw(desk, typedOf(pressed))
  else if (pressed.kind === 'key') pressKey(desk, tableOf(desk.now()), pressed.name)
  else if (pressed.kind === 'typed') typeAll(desk, tableOf, pressed.text)
  else tableOf(desk.now()).text?.(desk, pressed.text)
}

function typedOf(pressed: Pressed): string {
  if (pressed.kind !== 'key') return pressed.text
  return Buffer.from(keyBytes(pressed.name, { applicationCursor: false }) ?? '').toString()
}

/** Characters that came together: as text as far as text is taken, else as so many keys. */
function typeAll(desk: Desk, tableOf: (now: Now) => KeyTable, typed: string): void {
  let rest = typed
  while (rest !== '') {
    const table = tableOf(desk.now())
    if (table.raw) return void table.raw(desk, rest)
    const plain = table.text ? (/^[^\x00-\x1f\x7f]+/.exec(rest)?.[0] ?? '') : ''
    const [first = ''] = rest
    if (plain === '') pressKey(desk, table, nameOfCharacter(first))
    else table.text?.(desk, plain)
    rest = rest.slice((plain || first).length)
  }
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
