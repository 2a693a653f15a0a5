import { Fault } from '../../core/fault.ts'
import { withoutColours } from '../../core/shown-line.ts'
import type { Entry } from './lane.ts'
import { type Painted, type PaintStyle, paint } from './paint.ts'

/** How much may be written at all. */
export type Budget = {
  /** What is written for an entry, with the entry as far as it was; undefined when nothing of it fits any more. */
  take(entry: Entry, style: PaintStyle): (Painted & { readonly entry: Entry }) | undefined
}

/** Opens a budget of so many bytes; without a number it never ends. Lines are written whole, bytes as far as they fit. */
export function openBudget(mostBytes: number = Number.POSITIVE_INFINITY): Budget {
  let left = mostBytes
  return {
    take(entry, style) {
      const whole = paint(entry, style)
      // A line that is longer than all there is would never be passed by: of that alone the beginning is shown.
      const fit = sizeOf(whole) <= left ? { ...whole, entry } : cut(entry, style, { left, isFirst: left === mostBytes })
      left -= fit ? sizeOf(fit) : left
      return fit
    },
  }
}

function sizeOf({ out }: Painted): number {
  return typeof out === 'string' ? Buffer.byteLength(out) : out.length
}

type Room = { readonly left: number; readonly isFirst: boolean }

function cut(entry: Entry, style: PaintStyle, { left, isFirst }: Room): ReturnType<Budget['take']> {
  const { body } = entry
  if (body.kind === 'bytes') return left > 0 ? cutBytes(entry, body.bytes, left) : undefined
  if (body.kind !== 'line' || !isFirst) return undefined
  const text = withoutColours(body.text)
  for (let length = Math.min(left, text.length); length >= 0; length = shorter(length)) {
    const begun = { ...entry, body: { ...body, text: text.slice(0, length).toWellFormed(), cut: true as const } }
    const painted = paint(begun, style)
    if (sizeOf(painted) <= left) return { ...painted, entry }
  }
  const message = `--max-bytes ${left} is less than one line takes`
  throw new Fault({ code: 'usage', message, hint: 'give more, such as --max-bytes 4KiB' })
}

// In steps that come to an end soon, since a character may take several bytes.
function shorter(length: number): number {
  return length < 64 ? length - 1 : Math.floor(length * 0.95)
}

function cutBytes(entry: Entry, bytes: Uint8Array, left: number): ReturnType<Budget['take']> {
  const offset = entry.cursor.offset - (bytes.length - left)
  return { out: bytes.subarray(0, left), said: '', entry: { ...entry, cursor: { ...entry.cursor, offset } } }
}
