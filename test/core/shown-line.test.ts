import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createLineCleaner, withoutColours } from '../../src/core/shown-line.ts'

const whole = (text: string) => ({ text, complete: true })

test('a colour goes on over lines, and each line ends without it', () => {
  const cleaner = createLineCleaner({ keep: 'colour' })
  expect(['\x1b[31mred', 'still', 'last\x1b[0m off', 'plain'].map(text => cleaner.clean(whole(text)))).toEqual([
    '\x1b[31mred\x1b[0m',
    '\x1b[31mstill\x1b[0m',
    '\x1b[31mlast\x1b[0m off\x1b[0m',
    'plain',
  ])
})

test('a sequence that was cut with its line does not leak', () => {
  const cleaner = createLineCleaner({ keep: 'nothing' })
  expect(cleaner.clean({ text: 'a\x1b]52;c;aGFj', complete: false })).toBe('a')
  expect(cleaner.clean(whole('a2Vk\x07b'))).toBe('b')
})

test('any line is one line without anything that steers a terminal', () => {
  const pieces = fc.constantFrom(
    '\x1b[',
    '\x1b]0;',
    '\x1bP',
    '\r',
    '\b',
    '31m',
    'K',
    '2K',
    '9C',
    '\x9b',
    '\x07',
    'text',
    'é',
    '\x1b\\',
  )
  fc.assert(
    fc.property(fc.array(fc.array(pieces)), lines => {
      const [plain, coloured] = [createLineCleaner({ keep: 'nothing' }), createLineCleaner({ keep: 'colour' })]
      for (const line of lines) {
        const text = line.join('')
        expect(plain.clean(whole(text))).not.toMatch(/[\x00-\x08\x0a-\x1f\x7f-\x9f]/)
        expect(withoutColours(coloured.clean(whole(text)))).not.toMatch(/[\x00-\x08\x0a-\x1f\x7f-\x9f]/)
      }
    }),
  )
})
