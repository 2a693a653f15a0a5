import { keyBytes } from '../../../core/keys.ts'

const escapes: Readonly<Record<string, string>> = {
  r: '\r',
  n: '\n',
  t: '\t',
  e: '\u001b',
  0: '\0',
  '\\': '\\',
  a: '\u0007',
  b: '\b',
  f: '\f',
  v: '\v',
}

/** What is typed, as keys by their names; undefined when some of it is no key. */
export function toKeys(written: string): readonly string[] | undefined {
  const typed = written.replaceAll(
    /\\x([0-9a-f]{2})|\\(.)/gi,
    (whole, hex: string | undefined, letter: string | undefined) => {
      return hex === undefined ? (escapes[letter ?? ''] ?? whole) : String.fromCharCode(Number.parseInt(hex, 16))
    },
  )
  const keys = [...typed].map(toKey)
  return keys.every(key => keyBytes(key, { applicationCursor: false })) ? keys : undefined
}

const names: Readonly<Record<string, string>> = {
  '\r': 'Enter',
  '\n': 'C-j',
  '\t': 'Tab',
  '\u001b': 'Escape',
  ' ': 'Space',
  '\u007f': 'BSpace',
  '\0': 'C-Space',
}

function toKey(character: string): string {
  const code = character.charCodeAt(0)
  return names[character] ?? (code < 0x20 ? `C-${String.fromCharCode(code + 0x60)}` : character)
}
