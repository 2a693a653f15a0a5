import type { Depth } from './palette.ts'
import { type Pen, plainPen, samePen } from './pen.ts'
import { changePen } from './sgr.ts'

/** One row after the other is written into these bytes and a string is cut from them: one allocation a row. Nothing waits
 * between the begin and the end of a row, so that one place serves everybody. */
let bytes = Buffer.allocUnsafe(16 * 1024)
let length = 0
let pen = plainPen
let isAscii = true

/** The most that one code point takes. */
const codeBytes = 4

/** Begins a row. */
export function beginStrip(): void {
  length = 0
  pen = plainPen
  isAscii = true
}

/** Turns to another pen. */
export function turnPen(next: Pen, depth: Depth): void {
  if (samePen(pen, next)) return
  addText(changePen(pen, next, depth))
  pen = next
}

/** Adds one code point. */
export function addCode(code: number): void {
  if (length + codeBytes > bytes.length) grow(codeBytes)
  if (code < 0x80) bytes[length++] = code
  else addFarCode(code)
}

/** Adds text, also that of sequences. */
export function addText(text: string): void {
  // A unit of text is three bytes at most.
  if (length + text.length * 3 > bytes.length) grow(text.length * 3)
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    if (unit < 0x80) bytes[length++] = unit
    else {
      const code = text.codePointAt(at) ?? unit
      addFarCode(code)
      if (code > 0xffff) at += 1
    }
  }
}

/** Adds so many blank cells. */
export function addBlanks(count: number): void {
  if (length + count > bytes.length) grow(count)
  bytes.fill(0x20, length, length + count)
  length += count
}

/** Ends the row in a reset state and cuts it off. */
export function endStrip(): string {
  turnPen(plainPen, 'rgb')
  return bytes.toString(isAscii ? 'latin1' : 'utf8', 0, length)
}

function addFarCode(code: number): void {
  isAscii = false
  if (code < 0x800) bytes[length++] = 0xc0 | (code >> 6)
  else {
    if (code < 0x10000) bytes[length++] = 0xe0 | (code >> 12)
    else {
      bytes[length++] = 0xf0 | (code >> 18)
      bytes[length++] = 0x80 | ((code >> 12) & 0x3f)
    }
    bytes[length++] = 0x80 | ((code >> 6) & 0x3f)
  }
  bytes[length++] = 0x80 | (code & 0x3f)
}

function grow(by: number): void {
  const larger = Buffer.allocUnsafe(2 * (bytes.length + by))
  bytes.copy(larger, 0, 0, length)
  bytes = larger
}
