import type { Size } from '../core/output.ts'
import { handleDcs, handleOsc } from './bounded.ts'
import { paletteRgb } from './palette.ts'
import { penOf } from './row.ts'
import { penCodes } from './sgr.ts'
import type { Core, Params, Terminal } from './xterm.ts'

/** The colours that a terminal says it has, as `#rrggbb`. */
export type TerminalColours = { readonly foreground: string; readonly background: string; readonly cursor: string }

/** What a program is told where nobody knows the viewer's colours. */
export const darkColours: TerminalColours = { foreground: '#d4d4d4', background: '#1e1e1e', cursor: '#d4d4d4' }

// Nobody knows the viewer's font; what asks wants a ratio more than a size.
const cellPixels = { width: 8, height: 16 }

/** Answers what the emulator itself leaves unanswered. Where it was told not to answer, what is said here is cut off like
 * its own answers. */
export function answerQueries(terminal: Terminal, size: () => Size, colours: TerminalColours): void {
  const { core } = terminal
  const say = (reply: string) => core.coreService.triggerDataEvent(reply)
  answerColours(core, say, colours)
  answerSizes(core, say, size)
  answerKind(core, say)
  answerSettings(terminal, say)
}

type Say = (reply: string) => void

function answerColours(core: Core, say: Say, { foreground, background, cursor }: TerminalColours): void {
  const special = [foreground, background, cursor].map(toRgb)
  for (const first of [10, 11, 12]) {
    // Several questions in one: the next field asks for the next colour.
    handleOsc(core, first, text => {
      for (const [at, field] of text.split(';').entries()) {
        const rgb = special[first - 10 + at]
        if (field === '?' && rgb !== undefined) say(`\x1b]${first + at};${rgbText(rgb)}\x1b\\`)
      }
    })
  }
  handleOsc(core, 4, text => {
    const fields = text.split(';')
    for (let at = 0; at + 1 < fields.length; at += 2) {
      const index = Number(fields[at])
      if (fields[at + 1] === '?' && Number.isInteger(index) && index >= 0 && index < 256) {
        say(`\x1b]4;${index};${rgbText(paletteRgb(index))}\x1b\\`)
      }
    }
  })
  // Setting and resetting colours changes nothing here: the viewer's palette applies.
  for (const reset of [104, 110, 111, 112]) handleOsc(core, reset, () => {})
}

function toRgb(colour: string): number {
  return Number.parseInt(colour.slice(1), 16)
}

function rgbText(rgb: number): string {
  const twice = (channel: number) => channel.toString(16).padStart(2, '0').repeat(2)
  return `rgb:${twice(rgb >> 16)}/${twice((rgb >> 8) & 0xff)}/${twice(rgb & 0xff)}`
}

function answerSizes(core: Core, say: Say, size: () => Size): void {
  core._inputHandler._parser.registerCsiHandler({ final: 't' }, ({ params }) => {
    const { columns, rows } = size()
    if (params[0] === 14) say(`\x1b[4;${rows * cellPixels.height};${columns * cellPixels.width}t`)
    else if (params[0] === 16) say(`\x1b[6;${cellPixels.height};${cellPixels.width}t`)
    else return false
    return true
  })
}

function answerKind(core: Core, say: Say): void {
  const parser = core._inputHandler._parser
  const answer = (prefix: string, final: string, reply: string) =>
    parser.registerCsiHandler({ prefix, final }, params => {
      if (first(params) === 0) say(reply)
      return true
    })
  answer('>', 'q', '\x1bP>|skep\x1b\\')
  // That the protocol is known, with no flag in force: keys come as the viewer's terminal sends them.
  answer('?', 'u', '\x1b[?0u')
  // No capability is told by XTGETTCAP; an answer at once spares the program its time-out.
  handleDcs(core, { intermediates: '+', final: 'q' }, () => say('\x1bP0+r\x1b\\'))
}

const graphemeClusters = 2027

function answerSettings(terminal: Terminal, say: Say): void {
  const { core } = terminal
  const input = core._inputHandler
  input._parser.registerCsiHandler({ prefix: '?', intermediates: '$', final: 'p' }, params => {
    if (first(params) !== graphemeClusters) return false
    say(`\x1b[?${graphemeClusters};3$y`)
    return true
  })
  handleDcs(core, { intermediates: '$', final: 'q' }, request => {
    if (request === 'm') say(`\x1bP1$r${penText(core)}m\x1b\\`)
    else if (request === ' q') say(`\x1bP1$r${shapeNumber(terminal)} q\x1b\\`)
    else input.requestStatusString(request)
  })
}

function penText(core: Core): string {
  const { fg, bg, extended } = core._inputHandler._curAttrData
  const codes = penCodes(penOf({ fg, bg, extended, content: 0, combinedData: '' }))
  return codes === '' ? '0' : `0;${codes}`
}

/** The number of DECSCUSR for the cursor as it looks now. */
export function shapeNumber({ core, options }: Terminal): number {
  const { cursorStyle = 'block', cursorBlink } = core.coreService.decPrivateModes
  const steady = { block: 2, underline: 4, bar: 6 }[cursorStyle]
  return (cursorBlink ?? options.cursorBlink) ? steady - 1 : steady
}

function first({ params }: Params): number {
  return params[0] ?? 0
}
