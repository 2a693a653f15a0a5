import type { Line, Tone } from './line.ts'

/** How a meaning looks: SGR numbers that switch it on, and those that switch it off. */
type Look = { readonly on: string; readonly off: string }

export type ThemeName = 'normal' | 'contrast'

/** Every meaning with its look. */
export type Theme = { readonly [Name in Tone]: Look }

type Colouring = (code: number) => Look

const none: Look = { on: '', off: '' }
const bold: Look = { on: '1', off: '22' }
const dim: Look = { on: '2', off: '22' }
const inverse: Look = { on: '7', off: '27' }

/** The first sixteen colours only: they are the person's own. */
const coloured: Colouring = code => ({ on: String(code), off: '39' })
const colourless: Colouring = () => none

/** The theme of that name; without colours, bold, dim and inverse are what is left. */
export function toTheme(name: ThemeName, colours: boolean): Theme {
  const colouring = colours ? coloured : colourless
  return name === 'normal' ? toNormal(colouring) : toContrast(colouring)
}

function toNormal(colour: Colouring): Theme {
  const cyan = colour(36)
  return {
    plain: none,
    strong: bold,
    faint: dim,
    good: colour(32),
    bad: colour(31),
    waiting: colour(33),
    hint: cyan,
    key: both(bold, cyan),
    chosen: inverse,
    cursor: inverse,
    tab: both(bold, inverse),
    frame: dim,
    'frame-focused': cyan,
    'frame-attached': both(bold, colour(32)),
    'frame-asking': colour(33),
  }
}

/** Nothing is dim, and what has a colour is bold too. */
function toContrast(colour: Colouring): Theme {
  const cyan = both(bold, colour(96))
  const green = both(bold, colour(92))
  const yellow = both(bold, colour(93))
  return {
    plain: none,
    strong: bold,
    faint: none,
    good: green,
    bad: both(bold, colour(91)),
    waiting: yellow,
    hint: cyan,
    key: cyan,
    chosen: both(bold, inverse),
    cursor: inverse,
    tab: both(bold, inverse),
    frame: none,
    'frame-focused': cyan,
    'frame-attached': green,
    'frame-asking': yellow,
  }
}

function both(first: Look, second: Look): Look {
  return second === none ? first : { on: `${first.on};${second.on}`, off: `${first.off};${second.off}` }
}

/** The line as text with SGR, ending in the default style. */
export function paintLine(line: Line, theme: Theme): string {
  return line.map(({ text, tone }) => paint(text, theme[tone])).join('')
}

function paint(text: string, { on, off }: Look): string {
  return on === '' || text === '' ? text : `\x1b[${on}m${text}\x1b[${off}m`
}
