import { paletteRgb } from '../palette.ts'
import type { Colour } from '../pen.ts'
import type { StyledCell } from './cell.ts'

/** The terminal's own colours: soft on dark, each readable on the background. */
const own = {
  background: '#15171e',
  foreground: '#d3d7e3',
  first16: [
    ...['#2b2f3b', '#f27c83', '#8fd19e', '#eec77a', '#7ea8f2', '#c69df0', '#6cccd2', '#c6cad6'],
    ...['#646b7f', '#ff979c', '#aae6b4', '#fadf9f', '#a1c2ff', '#dcbcff', '#92e5e9', '#ffffff'],
  ],
} as const

/** The colour of the screen where nothing says otherwise. */
export const backgroundColour: string = own.background

/** The colour of text where nothing says otherwise. */
export const foregroundColour: string = own.foreground

/** The colour of the cursor's block, whose character takes the background's. */
export const cursorColour = '#e8ebf4'

/** What a cell is painted in, with everything that changes its colours applied. */
export type Paint = { readonly ink: string; readonly ground: string | undefined }

/** What of a look changes its colours. */
export type Coloured = Pick<StyledCell, 'foreground' | 'background' | 'inverse' | 'dim' | 'bold'>

const dimming = 0.5

/** The colours of a cell. */
export function paintOf({ foreground, background, inverse, dim, bold }: Coloured): Paint {
  const ink = toHex(bold ? brightened(foreground) : foreground) ?? own.foreground
  const ground = toHex(background)
  const [over, under] = inverse ? [ground ?? own.background, ink] : [ink, ground]
  return { ink: dim ? mix(over, under ?? own.background) : over, ground: under }
}

// Bold text in one of the first eight colours is bright, as in most terminals.
function brightened(colour: Colour): Colour {
  return typeof colour === 'number' && colour < 8 ? colour + 8 : colour
}

function toHex(colour: Colour): string | undefined {
  if (typeof colour !== 'number') return colour
  return own.first16[colour] ?? `#${paletteRgb(colour).toString(16).padStart(6, '0')}`
}

function mix(over: string, under: string): string {
  const channel = (at: number): string => {
    const [upper, lower] = [over, under].map(hex => Number.parseInt(hex.slice(at, at + 2), 16))
    const mixed = (upper ?? 0) * (1 - dimming) + (lower ?? 0) * dimming
    return Math.round(mixed).toString(16).padStart(2, '0')
  }
  return `#${channel(1)}${channel(3)}${channel(5)}`
}
