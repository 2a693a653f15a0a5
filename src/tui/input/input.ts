import { createTokeniser, pasteEndMs, restMs } from '../../core/input/tokeniser.ts'
import { feedInk, type InkStdin, openInkStdin } from './ink-stdin.ts'
import type { MouseEvent } from './mouse.ts'
import { createRoutes } from './routes.ts'
import type { AttachOptions, Sink } from './sink.ts'

/** The terminal that is read, as much of it as is used. */
export type Keyboard = {
  on(event: 'data', listener: (bytes: Uint8Array) => void): unknown
  on(event: 'end' | 'error', listener: () => void): unknown
  off(event: 'data', listener: (bytes: Uint8Array) => void): unknown
  off(event: 'end' | 'error', listener: () => void): unknown
  setRawMode?(mode: boolean): unknown
  resume(): unknown
  pause(): unknown
}

/** Owns stdin: what is typed goes to Ink, or to the program that the person is attached to. */
export type InputRouter = {
  /** For Ink's `render({ stdin })`. */
  readonly ink: InkStdin
  /** Sends what is typed to a program from now on; the function that comes back ends that. */
  attach(sink: Sink, options: AttachOptions): () => void
  /** Mouse events that are not the attached program's. */
  onMouse(listener: (event: MouseEvent) => void): () => void
  /** What the terminal answers to a question of ours: whole sequences. */
  onReply(listener: (sequence: string) => void): () => void
  /** The terminal is gone. */
  onEnd(listener: () => void): () => void
  /** Leaves stdin to somebody else, in the mode it was found in. */
  suspend(): void
  resume(): void
  close(): void
}

/** Takes stdin over, in raw mode. */
export function createInput(stdin: Keyboard): InputRouter {
  const ink = openInkStdin()
  const routes = createRoutes(bytes => feedInk(ink, bytes))
  const tokeniser = createTokeniser()
  const endListeners = new Set<() => void>()
  let timer: NodeJS.Timeout | undefined
  let isOpen = false

  const read = (bytes: Uint8Array) => {
    clearTimeout(timer)
    routes.take(tokeniser.push(bytes))
    const { awaits } = tokeniser
    if (awaits !== 'nothing') timer = setTimeout(giveUp, awaits === 'rest' ? restMs : pasteEndMs)
  }
  const giveUp = () => routes.take(tokeniser.flush())
  const end = () => {
    for (const listener of endListeners) listener()
  }

  function resume(): void {
    if (isOpen) return
    isOpen = true
    stdin.setRawMode?.(true)
    stdin.on('data', read)
    stdin.on('end', end)
    stdin.on('error', end)
    stdin.resume()
  }

  function suspend(): void {
    if (!isOpen) return
    isOpen = false
    clearTimeout(timer)
    giveUp()
    stdin.pause()
    stdin.off('data', read)
    stdin.off('end', end)
    stdin.off('error', end)
    stdin.setRawMode?.(false)
  }

  // A terminal that is gone says so once more when it is given back.
  stdin.on('error', () => {})
  resume()
  return {
    ink,
    attach: routes.attach,
    onMouse: routes.onMouse,
    onReply: routes.onReply,
    onEnd: listener => {
      endListeners.add(listener)
      return () => endListeners.delete(listener)
    },
    suspend,
    resume,
    close() {
      suspend()
      ink.end()
    },
  }
}
