import { bell, cancel, escapeByte, findSpecial, readC1, substitute } from './find.ts'
import type { StringKind } from './strings.ts'

/** `\`, which ends a string behind an ESC. */
export const stringEnd = 0x5c

/** How a string goes on at a special place in it, and from where. */
export type Turn = {
  /** `ends` as it should, `breaks` off, has an ESC in it or is cut where the chunk is, or `goes` on. */
  readonly how: 'ends' | 'breaks' | 'escapes' | 'cut' | 'goes'
  readonly next: number
}

/** What the next special byte in a string means for it. */
export function readTurn(data: Uint8Array, at: number, kind: StringKind): Turn {
  const byte = data[at] ?? 0
  if (byte === escapeByte) return readEscape(data, at)
  if (byte >= 0x80) {
    const c1 = readC1(data, at)
    if (c1 === 'cut') return { how: 'cut', next: at }
    return c1.letter === stringEnd ? { how: 'ends', next: c1.end } : { how: 'breaks', next: at }
  }
  if (byte === cancel || byte === substitute || (byte === bell && kind === 'osc')) return { how: 'ends', next: at + 1 }
  return { how: 'goes', next: at + 1 }
}

function readEscape(data: Uint8Array, at: number): Turn {
  const after = data[at + 1]
  if (after === undefined) return { how: 'cut', next: at }
  if (after === stringEnd) return { how: 'ends', next: at + 2 }
  return after === escapeByte ? { how: 'escapes', next: at } : { how: 'breaks', next: at }
}

/** The beginning of a string, up to its end, or as far as it is there or is looked at. */
export type Stop = { readonly how: 'whole' | 'broken' | 'open'; readonly at: number }

/** Where a string ends that begins here; at the most it is looked at up to a place. */
export function findStop(data: Uint8Array, from: number, { kind, most }: { kind: StringKind; most: number }): Stop {
  for (let next = from; next < most; ) {
    const at = findSpecial(data, next)
    if (at >= most) break
    if (at === data.length) return { how: 'open', at }
    const turn = readTurn(data, at, kind)
    if (turn.how === 'cut') return { how: 'open', at }
    if (turn.how === 'ends') return { how: isUsualEnd(data[at] ?? 0) ? 'whole' : 'broken', at }
    if (turn.how !== 'goes') return { how: 'broken', at }
    next = turn.next
  }
  return { how: 'broken', at: most }
}

// For some terminals the 8-bit end is none; what is cancelled is nothing.
function isUsualEnd(byte: number): boolean {
  return byte === bell || byte === escapeByte
}
