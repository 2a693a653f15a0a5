import fc from 'fast-check'
import { expect, test } from 'vitest'
import { lastState } from '../../src/core/redraw.ts'

test.each([
  ['progress shows its last state', '10%\r50%\r100%', '100%'],
  ['what was longer before shows behind it, as on a terminal', 'downloading\rdone', 'doneloading'],
  ['what was erased does not', 'downloading\r\x1b[Kdone', 'done'],
  ['nor what was erased as a whole', 'downloading\x1b[2K\rdone', 'done'],
  ['a backspace goes back', 'ab\b\bxy', 'xy'],
  ['a carriage return alone changes nothing', 'all\r', 'all'],
  ['the cursor moves along the line', 'abcdef\x1b[3D\x1b[1CX\x1b[1GY', 'YbcdXf'],
  ['what is written past the end is after blanks', 'a\x1b[5Gb\r', 'a   b'],
  ['colours stay with what they colour', '\x1b[31mbad\x1b[0m text\rgo', 'go\x1b[31md\x1b[0m text'],
  ['marks stay with their letter', 'e\u0301a\rx', 'xa'],
  ['a sequence that is not ended stays for who takes it out', 'a\rb\x1b[3', 'b\x1b[3'],
])('%s', (_, text, shown) => {
  expect(lastState(text)).toBe(shown)
})

test('a line that was never redrawn is as it was', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), text => {
      const plain = text.replaceAll(/[\r\b\x1b]/g, '')
      expect(lastState(`\x1b[32m${plain}\x1b[0m\x1b[K`)).toBe(`\x1b[32m${plain}\x1b[0m\x1b[K`)
    }),
  )
})

test('no line, however wild, takes more room than its moves may', () => {
  expect(lastState(`\r\x1b[999999999Gx${'\x1b[999999999Cy'.repeat(20)}`).length).toBeLessThan(5_000)
})
