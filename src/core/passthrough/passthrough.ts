import { concat, isFinal, isHarmless, isInControl, isIntermediate, isWithin, textOf, toBytes } from './bytes.ts'
import { isQuestion, parseControl } from './control.ts'
import { enquiry, escapeByte, findSpecial, readC1, shiftOut } from './find.ts'
import { openOwed, type Sentence } from './owed.ts'
import { openSieve, type Sieve } from './sieve.ts'
import { findStop, readTurn } from './stop.ts'
import { type Beginning, type Decision, decideString, type StringKind } from './strings.ts'

export type PassthroughOptions = {
  /** Whether the program may write into the viewer's clipboard. */
  readonly clipboard: 'refuse' | 'allow'
}

/** Lets a program's bytes through to a person's own terminal. */
export type Passthrough = {
  /** The next bytes, without what the terminal would answer: the daemon's emulator does that. What is unfinished waits. */
  push(bytes: Uint8Array): Uint8Array
  /** What puts the terminal back as it was before the first byte. */
  undo(): Uint8Array
}

// Longer than any sequence that is not passed on piece by piece: all 256 colours in one are 6 KiB. A question may hide at the end
// of what is longer, and waiting for that end would keep it all: so it is left out to its end.
const mostHeld = 16 * 1024
const mostControl = 1024
const mostBetween = 8

type InString = {
  readonly kind: 'string'
  readonly of: StringKind
  readonly passes: boolean
  readonly isWrapped: boolean
}

/** Inside what the next byte is: outside of all, in a control that is left out, or in a string. */
type Place = { readonly kind: 'text' } | { readonly kind: 'dropped-control' } | InString

/**
 * Starts a filter for one program's output, which may come in any pieces. Whatever terminals understand differently (a sequence that
 * breaks off, an 8-bit control within one) is left out: a question must not hide in the difference.
 */
export function createPassthrough({ clipboard }: PassthroughOptions): Passthrough {
  const owed = openOwed()
  let unfinished: Uint8Array = new Uint8Array()
  let data: Uint8Array = unfinished
  let sieve: Sieve = openSieve(data)
  let place: Place = text
  let isHeld = false

  /** Each of these takes what is at a place and says where the next begins. */
  function take(at: number): number {
    if (place.kind === 'text') return takeText(at)
    return place.kind === 'string' ? takeString(at, place) : takeControl(at)
  }

  /** What is not whole waits for the next chunk. */
  function hold(at: number): number {
    isHeld = true
    return at
  }

  function leaveOut(from: number, to: number): number {
    sieve.drop(from, to)
    return to
  }

  function takeText(from: number): number {
    const at = findSpecial(data, from)
    const byte = data[at]
    if (byte === undefined) return at
    if (byte === escapeByte) return takeEscape(at)
    if (byte >= 0x80) return takeC1(at)
    if (byte === enquiry) return leaveOut(at, at + 1)
    if (byte === shiftOut) owed.shiftedOut()
    return at + 1
  }

  function takeC1(at: number): number {
    const c1 = readC1(data, at)
    return c1 === 'cut' ? hold(at) : introduce(c1.letter, at, c1.end)
  }

  function takeEscape(at: number): number {
    let next = at + 1
    while (isWithin(data[next]) && next - at < mostBetween) next += 1
    const byte = data[next]
    if (byte === undefined) return hold(at)
    if (isWithin(byte)) return leaveOut(at, at + 1)
    if (byte < 0x20 || byte > 0x7e) return leaveOut(at, next)
    return byte < 0x30 ? takeIntermediate(at, next) : introduce(byte, at, next + 1)
  }

  /** `ESC ( B` and the like. */
  function takeIntermediate(at: number, from: number): number {
    let next = from
    while (isIntermediate(data[next]) && next - from < mostBetween) next += 1
    const byte = data[next]
    if (byte === undefined) return hold(at)
    if (byte < 0x30 || byte > 0x7e) return leaveOut(at, next)
    owed.escape(textOf(data, from, next + 1))
    return next + 1
  }

  function introduce(letter: number, at: number, from: number): number {
    const introducer = String.fromCharCode(letter)
    const kind = strings[introducer]
    if (introducer === '[') return readControl(at, from)
    if (kind !== undefined) return readString(kind, at, from)
    if (introducer === 'Z') return leaveOut(at, from)
    owed.escape(introducer)
    return from
  }

  function readControl(at: number, from: number): number {
    let isPlain = true
    for (let next = from; next - at < mostControl; next++) {
      const byte = data[next]
      if (byte === undefined) return hold(at)
      if (isFinal(byte)) {
        if (!isPlain || !isHarmless(byte)) carryOut(judge(from, next + 1), at, next + 1)
        return next + 1
      }
      if (!isInControl(byte)) return leaveOut(at, next)
      isPlain &&= byte >= 0x30 && byte <= 0x3b
    }
    place = { kind: 'dropped-control' }
    return leaveOut(at, at + mostControl)
  }

  function judge(from: number, to: number): Sentence {
    const control = parseControl(textOf(data, from, to))
    return control === undefined || isQuestion(control) ? 'drop' : owed.control(control)
  }

  function carryOut(sentence: Sentence, at: number, to: number): void {
    if (sentence === 'drop') sieve.drop(at, to)
    else if (sentence !== 'pass') sieve.replace(at, to, sentence.instead)
  }

  function takeControl(at: number): number {
    let next = at
    while (isInControl(data[next])) next += 1
    const byte = data[next]
    if (byte === undefined) return leaveOut(at, next)
    place = text
    return leaveOut(at, isFinal(byte) ? next + 1 : next)
  }

  function readString(kind: StringKind, at: number, from: number): number {
    const decided = decide(kind, at, from)
    if (decided === 'hold') return hold(at)
    if (decided === 'drop') sieve.drop(at, from)
    place = {
      kind: 'string',
      of: kind,
      passes: decided === 'pass',
      isWrapped: kind === 'dcs' && data[from] === tmuxLetter,
    }
    return from
  }

  function decide(kind: StringKind, at: number, from: number): Decision {
    const stop = findStop(data, from, { kind, most: at + mostHeld })
    const beginning: Beginning = {
      kind,
      text: textOf(data, from, stop.at).replace(notPrinted, ''),
      isWhole: stop.how === 'whole',
    }
    const decided = decideString(beginning, clipboard)
    if (decided === 'pass') owed.string(beginning)
    return decided === 'hold' && stop.how !== 'open' ? 'drop' : decided
  }

  function takeString(from: number, { of, passes, isWrapped }: InString): number {
    const at = findSpecial(data, from)
    if (at === data.length) return keep(passes, from, at)
    const { how, next } = readTurn(data, at, of)
    if (how === 'escapes' && isWrapped) return keep(passes, from, next + 2)
    if (how === 'cut') return hold(keep(passes, from, next))
    if (how === 'ends') place = text
    if (how === 'breaks' || how === 'escapes') return breakOff(passes, from, next)
    if (data[at] === enquiry) sieve.drop(at, next)
    // Where the terminal has it that the string is over already.
    if (data[at] === shiftOut) owed.shiftedOut()
    return keep(passes, from, next)
  }

  function keep(passes: boolean, from: number, to: number): number {
    return passes ? to : leaveOut(from, to)
  }

  // What breaks it off may be left out; for the terminal the string would then go on.
  function breakOff(passes: boolean, from: number, at: number): number {
    place = text
    if (passes) sieve.replace(at, at, giveUp)
    return keep(passes, from, at)
  }

  return {
    push(bytes) {
      data = unfinished.length === 0 ? bytes : concat([unfinished, bytes])
      sieve = openSieve(data)
      isHeld = false
      let at = 0
      while (at < data.length && !isHeld) at = take(at)
      // Copied, not cut out: the chunk's memory is not ours to hold.
      unfinished = data.slice(at)
      const passed = sieve.finish(at)
      data = unfinished
      sieve = openSieve(data)
      return passed
    },
    undo() {
      // Given up, not ended: half a title is none.
      const isOpen = place.kind === 'string' && place.passes
      return toBytes(`${isOpen ? `${giveUp}\x1b\\` : ''}${owed.undo()}`)
    },
  }
}

const text: Place = { kind: 'text' }

/** CAN: ends a sequence without carrying it out. */
const giveUp = '\x18'

const strings: Readonly<Record<string, StringKind>> = { ']': 'osc', P: 'dcs', _: 'apc', X: 'other', '^': 'other' }

/** `t`: tmux's wrapping, in which every ESC is written twice. */
const tmuxLetter = 0x74

const notPrinted = /[^ -~]/g
