import { escapeByte } from './token.ts'

/** Longer than any key or report; what goes on past it was no sequence. */
const longestControl = 64
const longestString = 4096

const bell = 0x07
const backslash = 0x5c

/** How many bytes the sequence takes that begins with ESC here; `unfinished` when more bytes must decide that. */
export function measureSequence(bytes: Uint8Array, at: number): number | 'unfinished' {
  const kind = bytes[at + 1]
  if (kind === undefined) return 'unfinished'
  // A key of its own: the second ESC begins what follows it.
  if (kind === escapeByte) return 1
  const introducer = String.fromCharCode(kind)
  if (introducer === '[') return measureControl(bytes, at)
  if (introducer === 'O') return measureSingleShift(bytes, at)
  if (']P^_X'.includes(introducer)) return measureString(bytes, at)
  return 2
}

function measureControl(bytes: Uint8Array, at: number): number | 'unfinished' {
  for (let next = at + 2; next - at < longestControl; next++) {
    const byte = bytes[next]
    if (byte === undefined) return 'unfinished'
    if (byte >= 0x40 && byte <= 0x7e) return withOldMouse(bytes, at, next + 1 - at)
    // Whatever is no part of a sequence broke it off.
    if (byte < 0x20 || byte > 0x7e) return next - at
  }
  return longestControl
}

// The mouse of terminals that do not know mode 1006: `CSI M` and three bytes.
const oldMouseRest = 3

function withOldMouse(bytes: Uint8Array, at: number, length: number): number | 'unfinished' {
  if (length !== 3 || bytes[at + 2] !== 0x4d) return length
  return bytes.length - at < length + oldMouseRest ? 'unfinished' : length + oldMouseRest
}

function measureSingleShift(bytes: Uint8Array, at: number): number | 'unfinished' {
  const byte = bytes[at + 2]
  if (byte === undefined) return 'unfinished'
  return byte >= 0x40 && byte <= 0x7e ? 3 : 2
}

// A report as a string: what the terminal answers when it was asked for a colour or for its name.
function measureString(bytes: Uint8Array, at: number): number | 'unfinished' {
  for (let next = at + 2; next - at < longestString; next++) {
    const byte = bytes[next]
    if (byte === undefined) return 'unfinished'
    if (byte === bell) return next + 1 - at
    if (byte !== escapeByte) continue
    if (bytes[next + 1] === undefined) return 'unfinished'
    return bytes[next + 1] === backslash ? next + 2 - at : next - at
  }
  return longestString
}
