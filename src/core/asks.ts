/** Finds what programs ask of their terminal in the bytes that they write. */
export type AskScanner = {
  /** Where in this chunk a question ended: offsets just past each. A question may have begun in chunks before. */
  scan(bytes: Uint8Array): readonly number[]
}

/** Starts a scanner for one terminal's output. It costs next to nothing where no escapes are, and keeps at most an unfinished question. */
export function createAskScanner(): AskScanner {
  let unfinished: Uint8Array = nothing
  return {
    scan(bytes) {
      const before = unfinished.length
      const data = before === 0 ? bytes : join(unfinished, bytes)
      const { ends, rest } = findAsks(data)
      // Copied, not cut out: the chunk's memory is not ours to hold.
      unfinished = rest === data.length || data.length - rest > mostAskBytes ? nothing : data.slice(rest)
      return before === 0 ? ends : ends.map(end => end - before)
    },
  }
}

const nothing = new Uint8Array(0)
const none: readonly number[] = []

// A question about every colour of the palette at once fits; what is longer is no question.
const mostAskBytes = 4096

const escapeByte = 0x1b

/** What `askEnd` says of an escape that is no question, and of one whose end is not here yet. */
const noAsk = -1
const cutOff = -2

type Found = { readonly ends: readonly number[]; readonly rest: number }

function findAsks(data: Uint8Array): Found {
  let ends: number[] | undefined
  for (let at = nextEscape(data, 0); at < data.length; at = nextEscape(data, at + 1)) {
    const end = askEnd(data, at)
    if (end === cutOff) return { ends: ends ?? none, rest: at }
    if (end === noAsk) continue
    ends ??= []
    ends.push(end)
  }
  return { ends: ends ?? none, rest: data.length }
}

// Coloured output has its escapes close together, where a call to indexOf costs more than looking.
const nearBytes = 48

function nextEscape(data: Uint8Array, from: number): number {
  const near = Math.min(data.length, from + nearBytes)
  for (let at = from; at < near; at++) if (data[at] === escapeByte) return at
  const far = near < data.length ? data.indexOf(escapeByte, near) : -1
  return far === -1 ? data.length : far
}

function askEnd(data: Uint8Array, at: number): number {
  switch (data[at + 1]) {
    case 0x5b: // [
      return controlEnd(data, at + 2)
    case 0x5d: // ]
      return colourEnd(data, at + 2)
    case 0x50: // P
      return requestEnd(data, at + 2)
    case undefined:
      return cutOff
    default:
      return noAsk
  }
}

const longestControl = 32

/** Letters that end a question: c, n, p, q, t, u. */
const controlFinals: readonly number[] = [0x63, 0x6e, 0x70, 0x71, 0x74, 0x75]

const controlAsks = /^(?:[>=]?0?c|[56]n|\?(?:6|996)n|\??\d+\$p|>0?q|\?u|(?:1[4-9]|2[01])(?:;\d*)?t)$/

function controlEnd(data: Uint8Array, from: number): number {
  const most = Math.min(data.length, from + longestControl)
  let at = from
  while (at < most && isParameter(data[at])) at += 1
  if (at === data.length) return cutOff
  if (at === most || !controlFinals.includes(data[at] ?? 0)) return noAsk
  return controlAsks.test(text(data, from, at + 1)) ? at + 1 : noAsk
}

function isParameter(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x20 && byte <= 0x3f
}

const colourAsks = /^(?:4|10|11|12);(?:.*;)?\?(?:;|$)/

/** The colours: `4;n;?`, `10;?`, `11;?`, `12;?`. */
function colourEnd(data: Uint8Array, from: number): number {
  const first = data[from]
  if (first === undefined) return cutOff
  if (first !== 0x34 && first !== 0x31) return noAsk
  return stringEnd(data, from, colourAsks)
}

/** DECRQSS `$q…` and XTGETTCAP `+q…`. */
function requestEnd(data: Uint8Array, from: number): number {
  const [kind, letter] = [data[from], data[from + 1]]
  if (kind === undefined || (letter === undefined && isRequest(kind))) return cutOff
  return isRequest(kind) && letter === 0x71 ? stringEnd(data, from, /^/) : noAsk
}

function isRequest(byte: number): boolean {
  return byte === 0x24 || byte === 0x2b
}

// A string ends with BEL or with ESC \; any other control breaks it off.
function stringEnd(data: Uint8Array, from: number, asks: RegExp): number {
  const most = Math.min(data.length, from + mostAskBytes)
  let at = from
  while (at < most && (data[at] ?? 0) >= 0x20) at += 1
  if (at === data.length) return cutOff
  if (data[at] !== 0x07 && data[at] !== escapeByte) return noAsk
  const end = data[at] === escapeByte ? at + 2 : at + 1
  if (end > data.length) return cutOff
  if (data[at] === escapeByte && data[at + 1] !== 0x5c) return noAsk
  return asks.test(text(data, from, at)) ? end : noAsk
}

function text(data: Uint8Array, from: number, to: number): string {
  return String.fromCharCode(...data.subarray(from, to))
}

function join(first: Uint8Array, second: Uint8Array): Uint8Array {
  const joined = new Uint8Array(first.length + second.length)
  joined.set(first)
  joined.set(second, first.length)
  return joined
}
