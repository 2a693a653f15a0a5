/** Passes over output and keeps of it what changes a terminal beyond the rows that it draws. */
export type Skim = {
  /** What of this output lasts, as bytes for an emulator. */
  pass(bytes: Uint8Array): Uint8Array
  /** The sequence that the output ended within: what follows goes on from there. */
  rest(): Uint8Array
}

const escapeByte = 0x1b

/** Nothing that lasts is longer. A longer string is passed over to its end. */
const longest = 4 * 1024

/**
 * Begins to skim. What lasts: modes, which of the two screens, margins, saved cursors, character sets, tab stops, the keyboard, the
 * cursor's shape, resets and titles. Rows and their colours do not. Controls of one byte (shift out, C1) are not looked for: text
 * without an escape passes at the speed of memory.
 */
export function openSkim(): Skim {
  let unfinished: Uint8Array = new Uint8Array()
  let isInLongString = false

  function pass(bytes: Uint8Array): Uint8Array {
    const data = unfinished.length === 0 ? bytes : join([unfinished, bytes])
    unfinished = new Uint8Array()
    const kept: Uint8Array[] = []
    let at = isInLongString ? endOfString(data, 0) : 0
    let start = isInLongString && at === cut ? 0 : data.indexOf(escapeByte, at)
    while (start >= 0 && at !== cut) {
      at = endOf(data, start)
      if (at !== cut && lasts(data, start, at)) kept.push(data.slice(start, at))
      if (at !== cut) start = data.indexOf(escapeByte, at)
    }
    if (at === cut) hold(data.slice(start))
    else isInLongString = false
    return join(kept)
  }

  function hold(sequence: Uint8Array): void {
    isInLongString ||= sequence.length > longest && stringLetters.has(sequence[1] ?? 0)
    if (!isInLongString && sequence.length <= longest) unfinished = sequence
    // A string may end with two bytes, of which the first one has come.
    else if (isInLongString && sequence.at(-1) === escapeByte) unfinished = sequence.slice(-1)
  }

  return { pass, rest: () => unfinished }
}

/** Instead of a place: the bytes end before the sequence does. */
const cut = -1

const [bell, cancel, substitute, backslash] = [0x07, 0x18, 0x1a, 0x5c]
const openBracket = '['.charCodeAt(0)
const stringLetters = new Set([...']P_^X'].map(letter => letter.charCodeAt(0)))

/** Where the sequence that begins at an escape is over. */
function endOf(data: Uint8Array, start: number): number {
  const letter = data[start + 1]
  if (letter === undefined) return cut
  if (letter === openBracket) return endOfFinal(data, start + 2, 0x40)
  if (stringLetters.has(letter)) return endOfString(data, start + 2)
  return endOfFinal(data, start + 1, 0x30)
}

/** The first byte from here on that ends a sequence, which another escape breaks off. */
function endOfFinal(data: Uint8Array, from: number, leastFinal: number): number {
  for (let at = from; at < data.length; at++) {
    const byte = data[at] ?? 0
    if (byte === escapeByte) return at
    if (byte >= leastFinal || byte === cancel || byte === substitute) return at + 1
  }
  return cut
}

function endOfString(data: Uint8Array, from: number): number {
  for (let at = from; at < data.length; at++) {
    const byte = data[at]
    if (byte === bell || byte === cancel || byte === substitute) return at + 1
    if (byte !== escapeByte) continue
    if (at + 1 === data.length) return cut
    // Any other escape breaks the string off and begins anew.
    return data[at + 1] === backslash ? at + 2 : at
  }
  return cut
}

const lastingControl = /^\[(?:[<=>?]?[\d;:]*[hlrsug]|[\d;:]* q|!p)$/
const lastingEscape = /^(?:[78=>cHno|}~]|[()*+][ -~]+)$/
const title = /^\][012];/

/** No list of modes that a program switches at once is longer. */
const longestHead = 64

function lasts(data: Uint8Array, start: number, end: number): boolean {
  const letter = data[start + 1] ?? 0
  const head = String.fromCharCode(...data.subarray(start + 1, Math.min(end, start + longestHead)))
  if (letter === openBracket) return lastingControl.test(head)
  return stringLetters.has(letter) ? title.test(head) : lastingEscape.test(head)
}

function join(pieces: readonly Uint8Array[]): Uint8Array {
  const [only] = pieces
  if (pieces.length === 1 && only) return only
  const all = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const piece of pieces) {
    all.set(piece, at)
    at += piece.length
  }
  return all
}
