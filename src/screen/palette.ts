import { colour16, colour256, colourKind, colourRgb, colourValue } from './pen.ts'

/** How many colours a terminal can show: true colour, xterm's 256, the 16, or none at all. */
export type Depth = 'rgb' | '256' | '16' | 'none'

/** xterm's own first sixteen colours: what a palette index looks like where nobody says otherwise. */
const first16 = [
  0x000000, 0xcd0000, 0x00cd00, 0xcdcd00, 0x0000ee, 0xcd00cd, 0x00cdcd, 0xe5e5e5, 0x7f7f7f, 0xff0000, 0x00ff00,
  0xffff00, 0x5c5cff, 0xff00ff, 0x00ffff, 0xffffff,
]

const cubeSteps = [0, 95, 135, 175, 215, 255]

/** The usual RGB value of a palette index, 0–255. */
export function paletteRgb(index: number): number {
  if (index < 16) return first16[index] ?? 0
  if (index >= 232) return (8 + (index - 232) * 10) * 0x10101
  const cube = index - 16
  const step = (of: number) => cubeSteps[of % 6] ?? 0
  return (step(Math.floor(cube / 36)) << 16) | (step(Math.floor(cube / 6)) << 8) | step(cube)
}

/** A packed colour (its kind and value) as near as a terminal of this depth can show it. */
export function atDepth(colour: number, depth: Depth): number {
  const kind = colour & colourKind
  if (depth === 'rgb' || kind === 0) return colour
  if (depth === 'none') return 0
  if (kind === colour16 || (kind === colour256 && depth === '256')) return colour
  const rgb = kind === colourRgb ? colour & colourValue : paletteRgb(colour & 0xff)
  return depth === '256' ? colour256 | near256(rgb) : colour16 | near16(rgb)
}

function near256(rgb: number): number {
  const [red, green, blue] = channels(rgb)
  const cube = 16 + 36 * nearStep(red) + 6 * nearStep(green) + nearStep(blue)
  const grey = 232 + Math.max(0, Math.min(23, Math.round(((red + green + blue) / 3 - 8) / 10)))
  return distance(rgb, paletteRgb(grey)) < distance(rgb, paletteRgb(cube)) ? grey : cube
}

function near16(rgb: number): number {
  let best = 0
  for (let index = 1; index < 16; index++) {
    if (distance(rgb, paletteRgb(index)) < distance(rgb, paletteRgb(best))) best = index
  }
  return best
}

function nearStep(channel: number): number {
  return channel < 48 ? 0 : channel < 115 ? 1 : Math.floor((channel - 35) / 40)
}

function distance(one: number, other: number): number {
  const [red, green, blue] = channels(one)
  const [otherRed, otherGreen, otherBlue] = channels(other)
  return (red - otherRed) ** 2 + (green - otherGreen) ** 2 + (blue - otherBlue) ** 2
}

function channels(rgb: number): [number, number, number] {
  return [rgb >> 16, (rgb >> 8) & 0xff, rgb & 0xff]
}
