import { isRelease, type LeaveKey, toLeaveKey } from '../../core/input/leave-key.ts'
import { isKittyReply, isReply } from '../../core/input/reply.ts'
import type { Token } from '../../core/input/token.ts'
import { openListeners, type Stop } from '../../screen/listeners.ts'
import { createTranslator, type Translator } from './attached.ts'
import { type MouseEvent, parseMouse } from './mouse.ts'
import type { AttachOptions, Sink } from './sink.ts'

/** Where each piece of input goes. */
export type Routes = {
  take(tokens: readonly Token[]): void
  attach(sink: Sink, options: AttachOptions): Stop
  onMouse(listener: (event: MouseEvent) => void): Stop
  onReply(listener: (sequence: string) => void): Stop
}

type Attached = { readonly sink: Sink; readonly leaveKey: LeaveKey; readonly translator: Translator }

/** Whom the person types to. `left` lasts for one key: it may still belong to the leave key. */
type Place =
  | { readonly kind: 'screen' }
  | (Attached & { readonly kind: 'program' })
  | (Attached & { readonly kind: 'left' })

type Sequence = Token & { readonly kind: 'sequence' }

/** Starts with everything going to the screen. */
export function createRoutes(toScreen: (bytes: Uint8Array) => void): Routes {
  const mouse = openListeners<MouseEvent>()
  const replies = openListeners<string>()
  let place: Place = { kind: 'screen' }
  let gathered: Uint8Array[] = []

  // What came together goes on together; nothing waits longer than what came with it.
  function handOn(): void {
    if (gathered.length === 0) return
    const bytes = Buffer.concat(gathered)
    gathered = []
    if (place.kind === 'program') place.sink.write(bytes)
    else toScreen(bytes)
  }

  function gather(bytes: Uint8Array): void {
    if (bytes.length > 0) gathered.push(bytes)
  }

  function turnTo(next: Place): void {
    handOn()
    place = next
  }

  function pass(token: Token): void {
    const bytes = place.kind === 'program' ? place.translator.translate(token) : token.bytes
    if (bytes !== 'ours') gather(bytes)
  }

  function leave({ sink, leaveKey, translator }: Attached): void {
    turnTo({ kind: 'left', sink, leaveKey, translator })
    sink.leave()
  }

  function again({ sink, leaveKey }: Attached): void {
    turnTo({ kind: 'screen' })
    sink.again(leaveKey.bytes)
  }

  function takeText(bytes: Uint8Array): void {
    let rest = bytes
    while (rest.length > 0) rest = rest.subarray(takeKeys(rest))
  }

  /** Takes keys up to the next one that may change where they go, and says how many. */
  function takeKeys(bytes: Uint8Array): number {
    if (place.kind === 'left') return takeFirst(bytes, place)
    const at = place.kind === 'program' ? findLeave(bytes, place) : bytes.length
    pass({ kind: 'text', bytes: bytes.subarray(0, at) })
    if (place.kind !== 'program' || at === bytes.length) return at
    leave(place)
    return at + 1
  }

  /** The first key after the leave key; none is taken when it is one like any other. */
  function takeFirst([first]: Uint8Array, left: Attached): 0 | 1 {
    if (first === left.leaveKey.byte) again(left)
    else turnTo({ kind: 'screen' })
    if (first === zoomByte) left.sink.zoom()
    return first === left.leaveKey.byte || first === zoomByte ? 1 : 0
  }

  function takeSequence(token: Sequence): void {
    const event = parseMouse(token.text)
    if (isReply(token.text)) takeReply(token)
    else if (event) takeMouse(token, event)
    else if (place.kind === 'screen') pass(token)
    else takeKey(token, place)
  }

  function takeKey(token: Sequence, attached: Place & Attached): void {
    const leaving = attached.leaveKey.match(token.text)
    // Letting the leave key go is part of it, and no key after it.
    if (leaving === 'release') return
    if (leaving === 'press') {
      const press = attached.kind === 'program' ? leave : again
      press(attached)
      return
    }
    if (attached.kind === 'left' && !isRelease(token.text)) turnTo({ kind: 'screen' })
    pass(token)
  }

  function takeReply(token: Sequence): void {
    handOn()
    replies.tell(token.text)
    if (isKittyReply(token.text) && place.kind !== 'program') gather(token.bytes)
  }

  function takeMouse(token: Sequence, event: MouseEvent): void {
    if (place.kind === 'left' && event.kind === 'press') turnTo({ kind: 'screen' })
    const bytes = place.kind === 'program' ? place.translator.translate(token) : 'ours'
    if (bytes !== 'ours') gather(bytes)
    else {
      handOn()
      mouse.tell(event)
    }
  }

  function takeOne(token: Token): void {
    if (token.kind === 'text') takeText(token.bytes)
    else if (token.kind === 'sequence') takeSequence(token)
    else {
      if (place.kind === 'left') turnTo({ kind: 'screen' })
      pass(token)
    }
  }

  return {
    take(tokens) {
      for (const token of tokens) takeOne(token)
      handOn()
    },
    attach(sink, { leaveKey, view }) {
      const translator = createTranslator(view)
      const attached: Place = { kind: 'program', sink, leaveKey: toLeaveKey(leaveKey), translator }
      turnTo(attached)
      return () => {
        if (place === attached) turnTo({ kind: 'screen' })
      }
    },
    onMouse: mouse.add,
    onReply: replies.add,
  }
}

const zoomByte = 'z'.charCodeAt(0)

function findLeave(bytes: Uint8Array, { leaveKey }: Attached): number {
  const at = leaveKey.byte === undefined ? -1 : bytes.indexOf(leaveKey.byte)
  return at === -1 ? bytes.length : at
}
