import type { Key as InkKey } from 'ink'

/**
 * What was pressed: a key by its name in tmux's notation, characters that were typed faster than they were read, or a
 * paste, whose characters are no keys.
 */
export type Pressed =
  | { readonly kind: 'key'; readonly name: string }
  | { readonly kind: 'typed'; readonly text: string }
  | { readonly kind: 'pasted'; readonly text: string }

/** Reads what Ink makes of the terminal's bytes; undefined for what is no key, like letting one go. */
export function readPressed(input: string, key: InkKey): Pressed | undefined {
  if (key.eventType === 'release') return undefined
  const name = nameOf(input, key)
  if (name !== undefined) return { kind: 'key', name: key.meta && name !== 'Escape' ? `M-${name}` : name }
  return input === '' ? undefined : { kind: 'typed', text: input }
}

function nameOf(input: string, key: InkKey): string | undefined {
  if (key.tab) return key.shift ? 'BTab' : 'Tab'
  const [found] = named.find(([, field]) => key[field]) ?? []
  if (found !== undefined) return found
  if ([...input].length !== 1) return undefined
  return key.ctrl ? `C-${input}` : nameOfCharacter(input)
}

const named = [
  ['Enter', 'return'],
  ['Escape', 'escape'],
  ['BSpace', 'backspace'],
  ['DC', 'delete'],
  ['PageUp', 'pageUp'],
  ['PageDown', 'pageDown'],
  ['Up', 'upArrow'],
  ['Down', 'downArrow'],
  ['Left', 'leftArrow'],
  ['Right', 'rightArrow'],
  ['Home', 'home'],
  ['End', 'end'],
] as const

const controls: Readonly<Record<string, string>> = {
  '\r': 'Enter',
  '\n': 'Enter',
  '\t': 'Tab',
  '\x1b': 'Escape',
  '\x7f': 'BSpace',
  '\b': 'BSpace',
  ' ': 'Space',
}

/** The name of the key that types a character. */
export function nameOfCharacter(character: string): string {
  const name = controls[character] ?? character
  return name < ' ' ? `C-${String.fromCharCode(name.charCodeAt(0) + 0x60)}` : name
}
