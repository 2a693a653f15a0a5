import { expect, test } from 'vitest'
import { atDepth, paletteRgb } from '../../src/screen/palette.ts'
import { colour16, colour256, colourRgb } from '../../src/screen/pen.ts'

test('the palette is the one that terminals share', () => {
  expect([16, 21, 196, 231, 232, 255].map(paletteRgb)).toEqual([
    0x000000, 0x0000ff, 0xff0000, 0xffffff, 0x080808, 0xeeeeee,
  ])
})

test('a colour of the palette is its own nearest', () => {
  for (let index = 16; index < 256; index++) {
    const near = atDepth(colourRgb | paletteRgb(index), '256') & 0xff
    expect(paletteRgb(near)).toBe(paletteRgb(index))
  }
})

test('what a terminal can show is left as it is', () => {
  expect(atDepth(colour16 | 9, '16')).toBe(colour16 | 9)
  expect(atDepth(colour256 | 99, '256')).toBe(colour256 | 99)
  expect(atDepth(0, '16')).toBe(0)
})

test('what it cannot is near, or nothing', () => {
  expect(atDepth(colourRgb | 0xfe0101, '16')).toBe(colour16 | 9)
  expect(atDepth(colour256 | 21, '16')).toBe(colour16 | 4)
  expect(atDepth(colour256 | 21, 'none')).toBe(0)
})
