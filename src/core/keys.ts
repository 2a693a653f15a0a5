export type KeyModes = {
  /** Whether the program asked for application cursor keys (DECCKM): plain arrows, Home and End differ then. */
  readonly applicationCursor: boolean
}

/**
 * The bytes that a terminal sends for a key in tmux's notation (`C-c`, `M-x`, `Up`, `S-F5`, `^d`, or one character as it is);
 * undefined when there is no such key or a terminal has no bytes for that combination.
 */
export function keyBytes(name: string, { applicationCursor }: KeyModes): Uint8Array | undefined {
  const { modifiers, key } = splitModifiers(name)
  const text = [...key].length === 1 ? characterText(key, modifiers) : namedText(key, modifiers, applicationCursor)
  return text === undefined ? undefined : encodeUtf8(text)
}

type Modifiers = { readonly control: boolean; readonly meta: boolean; readonly shift: boolean }

const notedModifier = /^(?:([CMS])-|(\^))(?=.)/iu

function splitModifiers(name: string): { readonly modifiers: Modifiers; readonly key: string } {
  const found = new Set<string>()
  let key = name
  for (let match = notedModifier.exec(key); match; match = notedModifier.exec(key)) {
    found.add(match[1]?.toUpperCase() ?? 'C')
    key = key.slice(match[0].length)
  }
  return { modifiers: { control: found.has('C'), meta: found.has('M'), shift: found.has('S') }, key }
}

const escapeByte = '\x1b'

function characterText(character: string, { control, meta, shift }: Modifiers): string | undefined {
  const shifted = shift ? character.toUpperCase() : character
  const text = control ? controlText(character) : shifted
  return text === undefined ? undefined : meta ? escapeByte + text : text
}

// What xterm sends for Control with a digit or a sign; letters and @ [ \ ] ^ _ lose their upper bits.
const controlSigns = new Map(
  Object.entries({
    ...{ ' ': '\0', '2': '\0', '3': '\x1b', '4': '\x1c', '5': '\x1d', '6': '\x1e', '7': '\x1f', '8': '\x7f' },
    ...{ '/': '\x1f', '-': '\x1f', '?': '\x7f' },
  }),
)

function controlText(character: string): string | undefined {
  const upper = character.toUpperCase()
  if (/^[@-_]$/.test(upper)) return String.fromCharCode(upper.charCodeAt(0) & 0x1f)
  return controlSigns.get(character)
}

type PlainKey = { readonly text: string; readonly control?: string; readonly shift?: string }

// Keys of one byte, with what Control and Shift make of them; where they make nothing, a terminal has no bytes for it.
const plainKeys = new Map<string, PlainKey>([
  ['enter', { text: '\r' }],
  ['escape', { text: '\x1b' }],
  ['tab', { text: '\t', shift: '\x1b[Z' }],
  ['btab', { text: '\x1b[Z', shift: '\x1b[Z' }],
  ['space', { text: ' ', control: '\0', shift: ' ' }],
  ['bspace', { text: '\x7f', control: '\b', shift: '\x7f' }],
])

// `CSI 1 ; modifiers X` with modifiers; without, arrows, Home and End are `CSI X` or, in application mode, `SS3 X`.
const cursorKeys = new Map(Object.entries({ up: 'A', down: 'B', right: 'C', left: 'D', home: 'H', end: 'F' }))
// The same with modifiers; without, always `SS3 X`.
const firstFunctionKeys = new Map(Object.entries({ f1: 'P', f2: 'Q', f3: 'R', f4: 'S' }))

// `CSI n ~`, with modifiers `CSI n ; modifiers ~`.
const numberedKeys = new Map(
  Object.entries({
    ...{ ic: 2, dc: 3, ppage: 5, npage: 6 },
    ...{ f5: 15, f6: 17, f7: 18, f8: 19, f9: 20, f10: 21, f11: 23, f12: 24 },
  }),
)

const otherNames = new Map(
  Object.entries({
    ...{ insert: 'ic', delete: 'dc', pageup: 'ppage', pgup: 'ppage', pagedown: 'npage', pgdn: 'npage' },
    ...{ return: 'enter', esc: 'escape', backspace: 'bspace' },
  }),
)

function namedText(name: string, modifiers: Modifiers, applicationCursor: boolean): string | undefined {
  const folded = name.toLowerCase()
  const key = otherNames.get(folded) ?? folded
  return plainText(key, modifiers) ?? letteredText(key, modifiers, applicationCursor) ?? numberedText(key, modifiers)
}

function plainText(key: string, { control, meta, shift }: Modifiers): string | undefined {
  const plain = plainKeys.get(key)
  if (!plain || (control && shift)) return undefined
  const text = control ? plain.control : shift ? plain.shift : plain.text
  return text === undefined ? undefined : meta ? escapeByte + text : text
}

function letteredText(key: string, modifiers: Modifiers, applicationCursor: boolean): string | undefined {
  const letter = cursorKeys.get(key) ?? firstFunctionKeys.get(key)
  if (letter === undefined) return undefined
  const parameter = modifierParameter(modifiers)
  if (parameter > 1) return `\x1b[1;${parameter}${letter}`
  return firstFunctionKeys.has(key) || applicationCursor ? `\x1bO${letter}` : `\x1b[${letter}`
}

function numberedText(key: string, modifiers: Modifiers): string | undefined {
  const number = numberedKeys.get(key)
  if (number === undefined) return undefined
  const parameter = modifierParameter(modifiers)
  return parameter > 1 ? `\x1b[${number};${parameter}~` : `\x1b[${number}~`
}

function modifierParameter({ control, meta, shift }: Modifiers): number {
  return 1 + (shift ? 1 : 0) + (meta ? 2 : 0) + (control ? 4 : 0)
}

// What a pure room can do without `TextEncoder`: percent-encoding is UTF-8 by its definition. A lone surrogate is no character.
function encodeUtf8(text: string): Uint8Array {
  const encoded = encodeURIComponent(text.toWellFormed())
  const bytes = encoded.match(/%[0-9A-F]{2}|[^%]/g) ?? []
  return Uint8Array.from(bytes, byte => (byte.length === 3 ? Number.parseInt(byte.slice(1), 16) : byte.charCodeAt(0)))
}

const capitals =
  'Up Down Right Left Home End Enter Escape Tab BTab Space BSpace IC DC PPage NPage PageUp PageDown Insert Delete'
const functionKeys = Array.from({ length: 12 }, (_, index) => `F${index + 1}`)
const controlled = Array.from({ length: 26 }, (_, index) => `C-${String.fromCharCode(97 + index)}`)

/** Names of keys as people write them, for help and for "did you mean". Modifiers go before any of them. */
export const keyNames: readonly string[] = [...capitals.split(' '), ...functionKeys, ...controlled]
