import { measureSequence } from './sequence.ts'
import { escapeByte, pasteEnd, type Token, toSequence } from './token.ts'

/**
 * How long whoever reads waits for the rest of a sequence before it flushes. As long as Ink waits: an Escape key is told from the
 * start of a sequence by nothing following it. Over a slow line a sequence may come in two parts, but hardly with such a pause
 * between them.
 */
export const restMs = 20

/** The same for the end of a paste: one that got lost would keep the leave key from working for ever; no living paste pauses so long. */
export const pasteEndMs = 5_000

/** Cuts what a terminal sends into keys, reports and pastes, however it was split on the way. */
export type Tokeniser = {
  /** The tokens that are whole now. */
  push(bytes: Uint8Array): Token[]
  /** Gives up waiting: what is held is what it is, an Escape key for one. */
  flush(): Token[]
  /** What is waited for: the rest of a sequence, or the end of a paste. */
  readonly awaits: 'nothing' | 'rest' | 'paste-end'
}

/** Starts cutting one stream. */
export function createTokeniser(): Tokeniser {
  let held: Uint8Array = new Uint8Array()
  let isPasting = false

  function take(bytes: Uint8Array, tokens: Token[]): Uint8Array {
    let rest = bytes
    while (rest.length > 0) {
      const length = isPasting ? takePasted(rest, tokens) : takeOne(rest, tokens)
      if (length === 0) return rest
      rest = rest.subarray(length)
    }
    return rest
  }

  function takePasted(bytes: Uint8Array, tokens: Token[]): number {
    const end = findPasteEnd(bytes)
    const content = end === -1 ? bytes.length - partOfEnd(bytes) : end
    if (content > 0) tokens.push({ kind: 'pasted', bytes: bytes.subarray(0, content) })
    if (end === -1) return content
    tokens.push({ kind: 'paste', bytes: pasteEnd, edge: 'end' })
    isPasting = false
    return end + pasteEnd.length
  }

  function takeOne(bytes: Uint8Array, tokens: Token[]): number {
    const text = bytes.indexOf(escapeByte)
    if (text !== 0) {
      const length = text === -1 ? bytes.length : text
      tokens.push({ kind: 'text', bytes: bytes.subarray(0, length) })
      return length
    }
    const length = measureSequence(bytes, 0)
    if (length === 'unfinished') return 0
    const token = toSequence(bytes.subarray(0, length))
    tokens.push(token)
    isPasting = token.kind === 'paste'
    return length
  }

  return {
    push(bytes) {
      const tokens: Token[] = []
      held = take(held.length === 0 ? bytes : join(held, bytes), tokens)
      return tokens
    },
    flush() {
      const tokens: Token[] = []
      if (held.length > 0) tokens.push(isPasting ? { kind: 'pasted', bytes: held } : toSequence(held))
      // Whoever was told of the beginning of a paste waits for its end.
      if (isPasting) tokens.push({ kind: 'paste', bytes: pasteEnd, edge: 'end' })
      held = new Uint8Array()
      isPasting = false
      return tokens
    },
    get awaits() {
      if (isPasting) return 'paste-end'
      return held.length > 0 ? 'rest' : 'nothing'
    },
  }
}

function findPasteEnd(bytes: Uint8Array): number {
  for (let at = bytes.indexOf(escapeByte); at !== -1; at = bytes.indexOf(escapeByte, at + 1)) {
    if (begins(bytes, at, pasteEnd.length)) return at
  }
  return -1
}

// How much of the end may be the beginning of the mark that ends a paste.
function partOfEnd(bytes: Uint8Array): number {
  for (let length = Math.min(pasteEnd.length - 1, bytes.length); length > 0; length--) {
    if (begins(bytes, bytes.length - length, length)) return length
  }
  return 0
}

/** Whether so much of the mark that ends a paste is there. */
function begins(bytes: Uint8Array, at: number, length: number): boolean {
  for (let index = 0; index < length; index++) if (bytes[at + index] !== pasteEnd[index]) return false
  return true
}

function join(first: Uint8Array, second: Uint8Array): Uint8Array {
  const joined = new Uint8Array(first.length + second.length)
  joined.set(first)
  joined.set(second, first.length)
  return joined
}
