import { EventEmitter } from 'node:events'
import { createInput, type InputRouter } from '../../../src/tui/input/input.ts'
import type { AttachedModes, AttachedView, AttachOptions } from '../../../src/tui/input/sink.ts'

/** What happened to what was typed, in order; what went to one place in pieces is one entry. */
export type Arrival = readonly [to: string, text: string]

export type Typing = {
  readonly input: InputRouter
  readonly arrivals: () => readonly Arrival[]
  /** Whether the terminal is in raw mode. */
  readonly isRaw: () => boolean
  type(...pieces: ReadonlyArray<string | Uint8Array>): void
  end(): void
  attach(options?: Partial<AttachOptions> & { readonly again?: () => void }): () => void
}

export const quietModes: AttachedModes = {
  alternateScreen: false,
  applicationCursor: false,
  bracketedPaste: false,
  focusEvents: false,
  mouse: 'none',
  mouseEncoding: 'default',
}

/** A pane of 20×10 cells whose first one is at 5, 3, with a program that asked for what is said. */
export function viewOf(modes: Partial<AttachedModes> = {}): () => AttachedView {
  return () => ({ rectangle: { x: 5, y: 3, columns: 20, rows: 10 }, modes: { ...quietModes, ...modes } })
}

/** A keyboard, and a record of where everything typed on it went. */
export function openTyping(): Typing {
  const stdin = Object.assign(new EventEmitter(), { setRawMode, resume() {}, pause() {} })
  const arrivals: [string, string][] = []
  let isRaw = false
  function setRawMode(mode: boolean): void {
    isRaw = mode
  }

  const arrive = (to: string, text: string) => {
    const last = arrivals.at(-1)
    if (last?.[0] === to && text !== '') last[1] += text
    else arrivals.push([to, text])
  }
  const input = createInput(stdin)
  const { write } = input.ink
  // Recorded where it is written: reading a stream would be too late to tell the order.
  input.ink.write = (chunk: Uint8Array) => {
    arrive('screen', Buffer.from(chunk).toString('latin1'))
    return Reflect.apply(write, input.ink, [chunk])
  }
  input.onMouse(({ kind, button, x, y }) => arrive(`${kind} ${button} ${x},${y}`, ''))
  input.onReply(sequence => arrive(`reply ${sequence}`, ''))
  input.onEnd(() => arrive('end', ''))

  return {
    input,
    arrivals: () => arrivals,
    isRaw: () => isRaw,
    type: (...pieces) => {
      for (const piece of pieces) stdin.emit('data', Buffer.from(piece))
    },
    end: () => stdin.emit('end'),
    attach: ({ leaveKey = 'C-]', view = viewOf(), again } = {}) =>
      input.attach(
        {
          write: bytes => arrive('program', Buffer.from(bytes).toString('latin1')),
          leave: () => arrive('left', ''),
          zoom: () => arrive('zoom', ''),
          again: bytes => {
            arrive('again', Buffer.from(bytes).toString('latin1'))
            again?.()
          },
        },
        { leaveKey, view },
      ),
  }
}
