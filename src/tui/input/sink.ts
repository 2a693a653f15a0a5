import type { Modes } from '../../screen/modes.ts'
import type { Rectangle } from '../pane.ts'

/**
 * The program that a person is attached to.
 *
 * How the leave key works: it leaves at once, at the key. What is pressed next is an ordinary key of the screen, but for
 * two that still belong to the leave key when they come right after it: `z` asks for full screen, and the leave key itself
 * goes back in and is sent to the program, once. So nobody waits for a second key in order to leave, and both orders work
 * however slowly they are typed. Inside a paste there is no leave key.
 */
export type Sink = {
  /** What the program gets: keys, a paste, mouse events that it asked for. */
  write(bytes: Uint8Array): void
  /** The person left: the attachment has ended. */
  leave(): void
  /** `z` right after leaving. */
  zoom(): void
  /** The leave key right after leaving: attach again, and write these bytes. */
  again(bytes: Uint8Array): void
}

/** Where an attached program is seen, and what it asked for; looked up at each key, for both change. */
export type AttachedView = { readonly rectangle: Rectangle; readonly modes: AttachedModes }

export type AttachedModes = Pick<
  Modes,
  'alternateScreen' | 'applicationCursor' | 'bracketedPaste' | 'focusEvents' | 'mouse' | 'mouseEncoding'
>

export type AttachOptions = {
  /** In the notation of the keys: `C-]`. */
  readonly leaveKey: string
  /**
   * In a pane, what comes is translated to what the program asked for. On the full screen the program has the person's
   * terminal to itself, and everything but the leave key is its own.
   */
  readonly view: (() => AttachedView) | 'full-screen'
}
