import { isRelease, type LeaveKey } from '../../core/input/leave-key.ts'
import { isReply } from '../../core/input/reply.ts'
import type { Token } from '../../core/input/token.ts'

/** What a person has typed, sorted into what is the program's and what is ours. */
export type Gate = {
  /** Takes what was typed; the program's part of it. */
  take(tokens: readonly Token[]): Uint8Array
  /** `pressed`: the leave key alone, which may yet be the first of two; `left`: there is no doubt. */
  readonly state: 'inside' | 'pressed' | 'left'
}

/**
 * The gate of a program that has every key but one. That key leaves: at once with any other key behind it, else when no second one
 * follows it soon, which whoever waits must say. Two of them are one for the program. Inside a paste there is no leave key.
 */
export function openGate(leaveKey: LeaveKey): Gate {
  let state: Gate['state'] = 'inside'
  let typed: Uint8Array[] = []

  function press(bytes: Uint8Array): void {
    if (state === 'pressed') typed.push(bytes)
    state = state === 'pressed' ? 'inside' : 'pressed'
  }

  function pass(bytes: Uint8Array): void {
    if (state === 'pressed') state = 'left'
    else typed.push(bytes)
  }

  const hasLeft = (): boolean => state === 'left'

  function takeText(bytes: Uint8Array): void {
    for (let rest = bytes; rest.length > 0 && !hasLeft(); ) {
      const length = measureKeys(rest, leaveKey)
      if (length > 0) pass(rest.subarray(0, length))
      else press(rest.subarray(0, 1))
      rest = rest.subarray(Math.max(1, length))
    }
  }

  function takeSequence({ text, bytes }: Token & { readonly kind: 'sequence' }): void {
    const leaving = leaveKey.match(text)
    // We asked nothing, and the program gets its answers from its emulator.
    if (leaving === 'release' || isReply(text)) return
    if (leaving === 'press') press(bytes)
    else if (isNoKey(text)) typed.push(bytes)
    else pass(bytes)
  }

  return {
    get state() {
      return state
    },
    take(tokens) {
      typed = []
      for (const token of tokens) {
        if (hasLeft()) break
        if (token.kind === 'text') takeText(token.bytes)
        else if (token.kind === 'sequence') takeSequence(token)
        else pass(token.bytes)
      }
      return concat(typed)
    },
  }
}

/** The gate of somebody who only looks on: any of these keys leaves, and no other does anything. */
export function openExit(leaveKeys: readonly LeaveKey[]): Gate {
  let state: Gate['state'] = 'inside'
  const isLeaving = (token: Token): boolean =>
    leaveKeys.some(({ byte, match }) => {
      if (token.kind === 'sequence') return match(token.text) === 'press'
      return token.kind === 'text' && byte !== undefined && token.bytes.includes(byte)
    })
  return {
    get state() {
      return state
    },
    take(tokens) {
      if (tokens.some(isLeaving)) state = 'left'
      return new Uint8Array()
    },
  }
}

/** How many keys come before the leave key. */
function measureKeys(bytes: Uint8Array, { byte }: LeaveKey): number {
  const at = byte === undefined ? -1 : bytes.indexOf(byte)
  return at === -1 ? bytes.length : at
}

const mouseOrFocus = /^\x1b\[(?:[IO]$|<|M)/

/** What a person does without pressing a key: moving the mouse, going to another window, letting a key go. */
function isNoKey(sequence: string): boolean {
  return mouseOrFocus.test(sequence) || isRelease(sequence)
}

function concat(pieces: readonly Uint8Array[]): Uint8Array {
  const [only] = pieces
  return only !== undefined && pieces.length === 1 ? only : new Uint8Array(Buffer.concat(pieces))
}
