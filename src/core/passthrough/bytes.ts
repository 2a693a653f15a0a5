import { cancel, enquiry, escapeByte, shiftOut, substitute } from './find.ts'

const breaks: readonly number[] = [escapeByte, enquiry, shiftOut, cancel, substitute]

/** Controls that a terminal carries out amid a sequence, which goes on after them. */
export function isWithin(byte: number | undefined): boolean {
  return byte !== undefined && (byte < 0x20 || byte === 0x7f) && !breaks.includes(byte)
}

/** What stands between ESC and the letter that it ends with. */
export function isIntermediate(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x20 && byte < 0x30
}

/** What a control sequence may have before its last letter. */
export function isInControl(byte: number | undefined): boolean {
  return byte !== undefined && ((byte >= 0x20 && byte < 0x40) || isWithin(byte))
}

/** The letter that a control sequence ends with. */
export function isFinal(byte: number): boolean {
  return byte >= 0x40 && byte <= 0x7e
}

const harmless = new Set([...'ABCDEFGHIJKLMPSTXZ@`abdefm'].map(letter => letter.charCodeAt(0)))

/** Letters that with nothing but numbers before them neither ask nor change what lasts, but for colours. */
export function isHarmless(byte: number): boolean {
  return harmless.has(byte)
}

/** Bytes as characters, each by its number. */
export function textOf(data: Uint8Array, from: number, to: number): string {
  let text = ''
  for (let at = from; at < Math.min(to, data.length); at++) text += String.fromCharCode(data[at] ?? 0)
  return text
}

/** ASCII as bytes. */
export function toBytes(text: string): Uint8Array {
  return Uint8Array.from(text, char => char.charCodeAt(0))
}

/** One array of several. */
export function concat(pieces: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const piece of pieces) {
    all.set(piece, at)
    at += piece.length
  }
  return all
}
