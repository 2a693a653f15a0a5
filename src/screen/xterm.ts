/** The one door to @xterm/headless and its grapheme addon. The version is pinned, and what is used beyond its public
 * interface (a parse that returns at once, what a cell holds, modes that it keeps to itself) is written down here. */
import './unpooled.ts'
import { UnicodeGraphemesAddon } from '@xterm/addon-unicode-graphemes'
import xterm from '@xterm/headless'
import type { Size } from '../core/output.ts'
import { poolSize } from './unpooled.ts'

Buffer.poolSize = poolSize

/** Attributes of text as packed numbers (see pen.ts), and what does not fit in them. */
export type Extended = { readonly urlId: number; readonly _ext: number; clone(): Extended & { urlId: number } }

/** One cell: content is width (2 bits), a flag for combined text, and a code point. */
export type Cell = { content: number; fg: number; bg: number; combinedData: string; extended: Extended }

/** A line of the emulator, live: use it at once, the next bytes change it. */
export type Row = {
  readonly length: number
  /** Whether it continues the row above. */
  readonly isWrapped: boolean
  loadCell(x: number, cell: Cell): Cell
}

export type Attributes = { fg: number; bg: number; extended: Extended; updateExtended(): void }

export type Lines = {
  readonly length: number
  get(index: number): Row | undefined
  onTrim(listener: (amount: number) => void): { dispose(): void }
}

export type ScreenBuffer = {
  readonly lines: Lines
  readonly x: number
  readonly y: number
  readonly ybase: number
  readonly scrollTop: number
  readonly scrollBottom: number
  readonly savedX: number
  readonly savedY: number
  readonly savedCurAttrData: Attributes
  readonly savedCharset: Charset
  readonly tabs: Readonly<Record<number, boolean | undefined>>
}

/** A table of replaced characters (line drawing and national sets), or none. */
export type Charset = Readonly<Record<string, string>> | undefined

/** The numbers of a control sequence; changing one changes what the next handler sees. */
export type Params = { readonly params: { [index: number]: number }; readonly length: number }

export type SequenceName = { readonly prefix?: string; readonly intermediates?: string; readonly final: string }

/** What a handler says: done, not mine, or (a promise) stop parsing here until parse is called again. */
export type Handled = boolean | Promise<boolean>

export type StringHandler = {
  start(): void
  put(codes: Uint32Array, from: number, to: number): void
  end(complete: boolean): boolean
}

export type Parser = {
  readonly currentState: number
  reset(): void
  registerCsiHandler(name: SequenceName, handler: (params: Params) => Handled): unknown
  registerEscHandler(name: SequenceName, handler: () => Handled): unknown
  registerOscHandler(number: number, handler: StringHandler): unknown
  clearOscHandler(number: number): void
  registerDcsHandler(name: SequenceName, handler: Pick<StringHandler, 'put'> & DcsEnds): unknown
  clearDcsHandler(name: SequenceName): void
}

type DcsEnds = { hook(): void; unhook(complete: boolean): boolean }

export type InputHandler = {
  readonly _parser: Parser
  readonly _parseStack: { paused: boolean }
  readonly _curAttrData: Attributes
  /** A promise means that a handler stopped it; the same text is then given again, with that promise's value. */
  parse(text: string, resumedWith?: boolean): Promise<boolean> | undefined
  setTitle(title: string): boolean
  requestStatusString(request: string): boolean
}

type CursorShape = 'block' | 'underline' | 'bar'

export type Core = {
  readonly _inputHandler: InputHandler
  readonly _charsetService: {
    readonly glevel: number
    readonly charset: Charset
    readonly _charsets: readonly Charset[]
  }
  readonly buffers: { readonly active: ScreenBuffer; readonly normal: ScreenBuffer; readonly alt: ScreenBuffer }
  readonly coreMouseService: { readonly activeEncoding: 'DEFAULT' | 'SGR' | 'SGR_PIXELS' }
  readonly coreService: {
    isCursorHidden: boolean
    readonly decPrivateModes: { readonly cursorStyle?: CursorShape; readonly cursorBlink?: boolean }
    triggerDataEvent(reply: string): void
  }
}

export type Terminal = Pick<
  xterm.Terminal,
  'modes' | 'options' | 'buffer' | 'onData' | 'onBell' | 'onTitleChange' | 'resize' | 'dispose'
> & { readonly core: Core }

/** How wide a code point is after the one before it: `state << 3 | width << 1 | joins`. */
export type CharProperties = (code: number, preceding: number) => number

/** Opens a terminal without a display. */
export function openTerminal(size: Size, scrollback: number, charProperties: CharProperties): Terminal {
  const terminal = new xterm.Terminal({
    cols: size.columns,
    rows: size.rows,
    scrollback,
    allowProposedApi: true,
    logLevel: 'off',
    // As tmux does; otherwise a line that the cursor is in is cut off where the screen gets narrower.
    reflowCursorLine: true,
    windowOptions: {
      pushTitle: true,
      popTitle: true,
      getWinSizePixels: true,
      getCellSizePixels: true,
      getWinSizeChars: true,
    },
  })
  terminal.unicode.register({ version: 'skep', charProperties, wcwidth: toWidth(charProperties) })
  terminal.unicode.activeVersion = 'skep'
  return Object.assign(terminal, { core: toCore(terminal) })
}

/** The grapheme addon's own opinion of widths. */
export const graphemeProperties: CharProperties = findGraphemes()

function findGraphemes(): CharProperties {
  let found: xterm.IUnicodeVersionProvider | undefined
  const register = (provider: xterm.IUnicodeVersionProvider) => {
    found = provider
  }
  // The addon wants a terminal and only registers its two providers on it; the last is the one with graphemes.
  const host: unknown = { unicode: { register, activeVersion: '' } }
  new UnicodeGraphemesAddon().activate(host as never)
  const provider = found
  if (provider === undefined) throw new Error('the grapheme addon registered nothing')
  return (code, preceding) => provider.charProperties(code, preceding)
}

function toWidth(charProperties: CharProperties): (code: number) => 0 | 1 | 2 {
  return code => {
    const width = (charProperties(code, 0) >> 1) & 3
    return width === 0 || width === 2 ? width : 1
  }
}

function toCore(terminal: xterm.Terminal): Core {
  // As: the inside of a pinned package, looked at before it is believed.
  const core = (terminal as unknown as { _core?: Core })._core
  if (typeof core?._inputHandler?.parse !== 'function' || typeof core._inputHandler._parser?.reset !== 'function') {
    throw new Error('this @xterm/headless is not the pinned one')
  }
  return core
}
