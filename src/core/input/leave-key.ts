import { keyBytes } from '../keys.ts'

/** The key with which a person leaves an attached terminal, in all the forms in which a terminal may send it. */
export type LeaveKey = {
  /** As a program gets it. */
  readonly bytes: Uint8Array
  /** The byte, where it is one. */
  readonly byte: number | undefined
  /** Whether a sequence is this key; letting it go is told apart. */
  match(sequence: string): 'press' | 'release' | undefined
}

/** The key that leaves where nobody chose another. */
export const standardLeaveKey = 'C-]'

/** The leave key of that name. What cannot be told from text is no leave key: `C-]` is one always, lest anybody be locked in. */
export function toLeaveKey(name: string): LeaveKey {
  return (
    findKey(name) ?? findKey(standardLeaveKey) ?? { bytes: new Uint8Array(), byte: undefined, match: () => undefined }
  )
}

const controlEnd = 0x20
const deleteByte = 0x7f

function findKey(name: string): LeaveKey | undefined {
  const bytes = keyBytes(name, { applicationCursor: false })
  const [byte] = bytes ?? []
  if (bytes === undefined || byte === undefined) return undefined
  const isControl = byte < controlEnd || byte === deleteByte
  if (!isControl) return undefined
  const plain = String.fromCharCode(...bytes)
  const coded = toCoded(name)
  return {
    bytes,
    byte: bytes.length === 1 ? byte : undefined,
    match: sequence => (sequence === plain ? 'press' : coded && matchCoded(sequence, coded)),
  }
}

type Coded = { readonly code: number; readonly modifiers: number }

const modifierBits: Readonly<Record<string, number>> = { S: 1, M: 2, C: 4 }
const locks = 64 + 128

/** A key of one character as protocols that number keys have it. */
function toCoded(name: string): Coded | undefined {
  const [, prefix = '', key] = /^((?:[CMS]-)*)(.)$/isu.exec(name.replace(/^\^(?=.)/, 'C-')) ?? []
  if (key === undefined) return undefined
  const names = new Set(prefix.toUpperCase().split('-'))
  const modifiers = [...names].reduce((sum, modifier) => sum + (modifierBits[modifier] ?? 0), 0)
  return { code: key.toLowerCase().codePointAt(0) ?? 0, modifiers }
}

// The kitty protocol (`CSI 93;5u`, with more fields if asked for: what the key is with Shift, and where it lies on a US keyboard)
// and xterm's modifyOtherKeys (`CSI 27;5;93~`).
const kittyForm = /^\x1b\[(?<code>\d+)(?::\d*)?(?::(?<place>\d*))?;(?<modifiers>\d+)(?::(?<event>\d+))?(?:;[\d:]*)?u$/
const otherForm = /^\x1b\[27;(?<modifiers>\d+);(?<code>\d+)~$/
const released = '3'

function matchCoded(sequence: string, { code, modifiers }: Coded): 'press' | 'release' | undefined {
  const found = (kittyForm.exec(sequence) ?? otherForm.exec(sequence))?.groups
  if (![found?.['code'], found?.['place']].includes(String(code))) return undefined
  if (((Number(found?.['modifiers']) - 1) & ~locks) !== modifiers) return undefined
  return found?.['event'] === released ? 'release' : 'press'
}

const anyRelease = /^\x1b\[\d[\d:]*;\d+:3(?:;[\d:]*)?[u~A-Z]$/

/** Whether a sequence says that a key was let go. */
export function isRelease(sequence: string): boolean {
  return anyRelease.test(sequence)
}
