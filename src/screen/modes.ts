import type { Keyboard } from './keyboard.ts'
import type { Core, Terminal } from './xterm.ts'

/** What a program has asked of its terminal. */
export type Modes = {
  readonly alternateScreen: boolean
  readonly applicationCursor: boolean
  readonly applicationKeypad: boolean
  readonly bracketedPaste: boolean
  /** Which mouse events it wants: buttons, also drags, also plain motion. */
  readonly mouse: 'none' | 'click' | 'drag' | 'motion'
  readonly mouseEncoding: 'default' | 'sgr' | 'pixels'
  readonly focusEvents: boolean
  /** Flags of the kitty keyboard protocol; 0 is the usual keyboard. */
  readonly kittyFlags: number
  /** Between two synchronised-update marks: what is there is not to be painted yet (for at most a moment). */
  readonly synchronised: boolean
}

export type Cursor = {
  /** Cell of the screen, from the top left. */
  readonly x: number
  readonly y: number
  readonly visible: boolean
  readonly shape: 'block' | 'underline' | 'bar'
  readonly blink: boolean
}

/** Reads the modes as they are now. */
export function readModes({ modes, core }: Terminal, keyboard: Keyboard): Modes {
  return {
    alternateScreen: isAlternate(core),
    applicationCursor: modes.applicationCursorKeysMode,
    applicationKeypad: modes.applicationKeypadMode,
    bracketedPaste: modes.bracketedPasteMode,
    mouse: mouseNames[modes.mouseTrackingMode],
    mouseEncoding: encodingNames[core.coreMouseService.activeEncoding],
    focusEvents: modes.sendFocusMode,
    kittyFlags: keyboard.flags(),
    synchronised: modes.synchronizedOutputMode,
  }
}

/** Whether the alternate screen is shown: the one without scrollback, of full-screen programs. */
export function isAlternate({ buffers }: Core): boolean {
  return buffers.active === buffers.alt
}

const mouseNames = { none: 'none', x10: 'click', vt200: 'click', drag: 'drag', any: 'motion' } as const

const encodingNames = { DEFAULT: 'default', SGR: 'sgr', SGR_PIXELS: 'pixels' } as const

/** Reads where the cursor is and how it looks. */
export function readCursor({ core, options }: Terminal, columns: number): Cursor {
  const { cursorStyle = 'block', cursorBlink } = core.coreService.decPrivateModes
  return {
    // After the last cell of a row it waits beyond it for the next character; it is seen on that cell.
    x: Math.min(core.buffers.active.x, columns - 1),
    y: core.buffers.active.y,
    visible: !core.coreService.isCursorHidden,
    shape: cursorStyle,
    blink: cursorBlink ?? options.cursorBlink ?? false,
  }
}

/** Has a full reset (`ESC c`) also reset what this version of the emulator leaves as it is. */
export function completeResets({ core, options }: Terminal): void {
  core._inputHandler._parser.registerEscHandler({ final: 'c' }, () => {
    core.coreService.isCursorHidden = false
    options.convertEol = false
    options.cursorBlink = false
    return false
  })
}
