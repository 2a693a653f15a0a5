import type { Depth } from '../../screen/palette.ts'

/** What of the environment says how many colours there are. */
export type ColourEnvironment = {
  readonly TERM?: string | undefined
  readonly COLORTERM?: string | undefined
  readonly NO_COLOR?: string | undefined
}

const trueColour = /^(xterm-kitty|xterm-ghostty|alacritty|foot|wezterm|contour)|-direct/
const indexed = /256/
const colourless = /^(dumb|vt\d|cons25-m)|-mono?$|^$/

/** How many colours a terminal shows that calls itself this. `NO_COLOR` wins where it is not empty. */
export function toDepth({ TERM = '', COLORTERM = '', NO_COLOR = '' }: ColourEnvironment): Depth {
  if (NO_COLOR !== '' || colourless.test(TERM)) return 'none'
  if (/^(truecolor|24bit)$/i.test(COLORTERM) || trueColour.test(TERM)) return 'rgb'
  return indexed.test(TERM) ? '256' : '16'
}
