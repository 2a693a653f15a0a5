/** Bytes without the sequences that steer a terminal, so that a word which changes its colour is still one. */
export type Stripped = {
  readonly bytes: Buffer
  /** Where a byte of what is left was before. */
  origin(at: number): number
}

const escapeByte = 0x1b

/** Leaves the sequences out; bytes without any are given back as they are. */
export function strip(bytes: Buffer): Stripped {
  let next = bytes.indexOf(escapeByte)
  if (next < 0) return { bytes, origin: at => at }
  const left = Buffer.allocUnsafe(bytes.length)
  // Pairs: what is left from here on, was from there on.
  const moves: number[] = [0, 0]
  let length = 0
  let from = 0
  for (; next >= 0; next = bytes.indexOf(escapeByte, from)) {
    length += copy(bytes.subarray(from, next), left, length)
    from = endOfSequence(bytes, next)
    moves.push(length, from)
  }
  length += copy(bytes.subarray(from), left, length)
  return { bytes: left.subarray(0, length), origin: at => originOf(moves, at) }
}

function copy(bytes: Buffer, to: Buffer, at: number): number {
  to.set(bytes, at)
  return bytes.length
}

/** The place after the sequence that begins here; it ends with its line at the latest. */
function endOfSequence(bytes: Buffer, start: number): number {
  const kind = String.fromCharCode(bytes[start + 1] ?? 0)
  if (kind === '[') return pastFinal(bytes, skip(bytes, start + 2, [0x20, 0x3f]), 0x40)
  if (']PX^_'.includes(kind)) return endOfString(bytes, start + 2)
  return pastFinal(bytes, skip(bytes, start + 1, [0x20, 0x2f]), 0x30)
}

function skip(bytes: Buffer, from: number, [least, most]: readonly [number, number]): number {
  let at = from
  for (let byte = bytes[at]; byte !== undefined && byte >= least && byte <= most; byte = bytes[at]) at += 1
  return at
}

// Whatever is no part of a sequence breaks it off and stays.
function pastFinal(bytes: Buffer, at: number, least: number): number {
  const byte = bytes[at]
  return byte !== undefined && byte >= least && byte <= 0x7e ? at + 1 : at
}

function endOfString(bytes: Buffer, start: number): number {
  for (let at = start; at < bytes.length; at += 1) {
    const byte = bytes[at]
    if (byte === 0x07) return at + 1
    if (byte === escapeByte) return bytes[at + 1] === 0x5c ? at + 2 : at
    if (byte === 0x0a) return at
  }
  return bytes.length
}

function originOf(moves: readonly number[], at: number): number {
  let low = 0
  let high = moves.length / 2
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if ((moves[2 * middle] ?? 0) <= at) low = middle
    else high = middle
  }
  return (moves[2 * low + 1] ?? 0) + at - (moves[2 * low] ?? 0)
}
