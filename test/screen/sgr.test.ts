import fc from 'fast-check'
import { expect, test } from 'vitest'
import { applySgr } from '../../src/screen/apply-sgr.ts'
import { type Pen, plainPen, toStyle } from '../../src/screen/pen.ts'
import { changePen } from '../../src/screen/sgr.ts'
import { readCells } from './capture.ts'
import { show } from './shown.ts'

const colour = (base: number) =>
  fc.oneof(
    fc.integer({ min: base, max: base + 7 }).map(String),
    fc.integer({ min: base + 60, max: base + 67 }).map(String),
    fc.integer({ min: 0, max: 255 }).map(index => `${base + 8};5;${index}`),
    fc
      .tuple(fc.nat(255), fc.nat(255), fc.nat(255))
      .map(([red, green, blue]) => `${base + 8};2;${red};${green};${blue}`),
    fc.constant(`${base + 9}`),
  )

const codes = fc.oneof(
  fc.constantFrom(
    '0',
    '1',
    '2',
    '3',
    '4',
    '4:2',
    '4:3',
    '4:0',
    '5',
    '7',
    '8',
    '9',
    '21',
    '22',
    '23',
    '24',
    '25',
    '27',
    '28',
    '29',
    '53',
    '55',
  ),
  fc.constantFrom('58:5:9', '58:2::1:2:3', '38:5:7', '48:2::1:2:3', '999', ''),
  colour(30),
  colour(40),
)

const sequences = fc.array(codes, { minLength: 1, maxLength: 6 }).map(all => all.join(';'))
const pens = fc.array(sequences, { maxLength: 4 }).map(all => all.reduce(applySgr, plainPen))

/** What can be seen of a pen: the colour of an underline that is not there cannot. */
function seen(pen: Pen) {
  const style = toStyle(pen)
  return style.underline === 'none' ? { ...style, underlineColour: undefined } : style
}

test('the change from one pen to another leads there', () => {
  fc.assert(
    fc.property(pens, pens, (from, to) => {
      const [, numbers] = /^\x1b\[(.*)m$/.exec(changePen(from, to, 'rgb')) ?? []
      expect(seen(numbers === undefined ? from : applySgr(from, numbers))).toEqual(seen(to))
    }),
    { numRuns: 1000 },
  )
})

test('no change says nothing', () => {
  fc.assert(
    fc.property(pens, pen => {
      expect(changePen(pen, pen, 'rgb')).toBe('')
    }),
  )
})

test('the numbers mean what they mean to the emulator', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(sequences, { maxLength: 4 }), async all => {
      const emulator = await show(`${all.map(numbers => `\x1b[${numbers}m`).join('')}x`)
      const [cell] = emulator.rows().map(readCells)[0] ?? []
      expect(seen(cell?.pen ?? plainPen)).toEqual(seen(all.reduce(applySgr, plainPen)))
      emulator.close()
    }),
    { numRuns: 300 },
  )
})

test('a pen spelled out says all that it is', () => {
  expect(toStyle(applySgr(plainPen, '1;2;3;4:3;5;7;8;9;53;31;48;2;1;2;255;58:5:200'))).toEqual({
    ...{ foreground: 1, background: '#0102ff', bold: true, dim: true, italic: true, underline: 'curly' },
    ...{ underlineColour: 200, blink: true, inverse: true, invisible: true, strikethrough: true, overline: true },
  })
})
