import type { Size } from '../core/output.ts'
import { openQueue } from './queue.ts'
import { takeTurns, type Work } from './turns.ts'
import { openUtf8 } from './utf8.ts'
import { dropInvisible } from './widths.ts'
import type { Terminal } from './xterm.ts'

/** What waits to be done, in order. Bytes that are replayed were answered when they were new. */
export type Item =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array; readonly replayed: boolean }
  | { readonly kind: 'resize'; readonly size: Size }
  | { readonly kind: 'restart' }

/** The queue before a terminal, and the turns in which it is parsed. */
export type Parsing = {
  readonly add: (item: Item) => void
  /** Forgets what waits. */
  readonly forget: () => void
  readonly pendingBytes: () => number
  readonly parsedBytes: () => number
  readonly isHalfway: () => boolean
  /** Whether the step under way has had its time. */
  readonly isLate: () => boolean
  readonly drained: (belowBytes: number) => Promise<void>
  readonly close: () => void
}

// Breaks off whatever sequence is under way, then clears screen and scrollback; margins, colours and character sets go back
// to what they are at the start. Modes stay: what asked for them may still be running.
const blank = '\x18\x1b[?6l\x1b[r\x1b[m\x1b]8;;\x1b\\\x1b(B\x0f\x1b[H\x1b[2J\x1b[3J'

// A step is short beside a turn, so that a busy terminal does not hold up an idle one's key echo.
const stepMs = 2
const mostPiece = 16 * 1024
const leastPiece = 256

/** Opens the queue of one terminal; `resize` is done in order with the bytes, `tell` is called after each turn. */
export function openParsing(terminal: Terminal, resize: (size: Size) => void, tell: () => void): Parsing {
  const input = terminal.core._inputHandler
  let utf8 = openUtf8()
  const answers = terminal.options.disableStdin !== true
  let waiting: { belowBytes: number; done: () => void }[] = []
  const items = openQueue<Item>()
  let [offset, pending, parsed, piece, deadline] = [0, 0, 0, mostPiece, 0]
  /** The text in which the parser was stopped. */
  let stopped: string | undefined
  let [isWorking, isClosed] = [false, false]

  const work: Work = {
    step: () => {
      const began = performance.now()
      deadline = began + stepMs
      stepOnce()
      // Costly output is taken in smaller pieces, cheap output in larger ones.
      const took = performance.now() - began
      if (took > stepMs) piece = Math.max(leastPiece, piece >> 1)
      else if (took < stepMs / 4) piece = Math.min(mostPiece, piece << 1)
      isWorking = !isClosed && (items.first() !== undefined || stopped !== undefined)
      return isWorking
    },
    tell: () => {
      if (isClosed) return
      tell()
      release()
    },
  }

  function stepOnce(): void {
    if (isClosed) return
    const item = items.first()
    if (stopped !== undefined) parse(stopped, false)
    else if (item?.kind === 'bytes') parseNext(item)
    else if (item !== undefined) {
      items.shift()
      if (item.kind === 'resize') resize(item.size)
      else startAgain()
    }
  }

  function startAgain(): void {
    utf8 = openUtf8()
    parse(blank, undefined)
  }

  function parseNext({ bytes, replayed }: Item & { kind: 'bytes' }): void {
    const next = bytes.subarray(offset, offset + piece)
    offset += next.length
    pending -= next.length
    parsed += next.length
    if (offset >= bytes.length) {
      items.shift()
      offset = 0
    }
    terminal.options.disableStdin = replayed || !answers
    parse(dropInvisible(utf8.decode(next)), undefined)
  }

  function parse(text: string, resumedWith: boolean | undefined): void {
    try {
      stopped = input.parse(text, resumedWith) === undefined ? undefined : text
    } catch {
      // Hostile bytes found a hole in the emulator: the rest of this piece is lost, the terminal goes on.
      stopped = undefined
      input._parseStack.paused = false
      input._parser.reset()
    }
  }

  function release(): void {
    const ready = waiting.filter(({ belowBytes }) => isDrained(belowBytes))
    waiting = waiting.filter(one => !ready.includes(one))
    for (const { done } of ready) done()
  }

  function isDrained(belowBytes: number): boolean {
    return isClosed || (belowBytes === 0 ? !isWorking : pending <= belowBytes)
  }

  return {
    add: item => {
      if (isClosed) return
      items.add(item)
      if (item.kind === 'bytes') pending += item.bytes.length
      if (!isWorking) takeTurns(work)
      isWorking = true
    },
    forget: () => {
      items.keep(item => item.kind === 'resize')
      offset = 0
      pending = 0
    },
    pendingBytes: () => pending,
    parsedBytes: () => parsed,
    isHalfway: () => stopped !== undefined || utf8.isHalfway() || input._parser.currentState !== 0,
    isLate: () => performance.now() > deadline,
    drained: belowBytes =>
      new Promise(done => {
        waiting.push({ belowBytes, done })
        if (isDrained(belowBytes)) release()
      }),
    close: () => {
      isClosed = true
      items.keep(() => false)
      release()
    },
  }
}
