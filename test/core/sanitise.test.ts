import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createSanitiser, stripAll } from '../../src/core/sanitise.ts'
import { heldBytes } from '../heap.ts'

function colours(text: string): string {
  return createSanitiser({ keep: 'colour' }).push(text)
}

describe('nothing is kept', () => {
  test.each([
    ['text as it is', 'Grüße, 世界 👍🏽\n\ttab', 'Grüße, 世界 👍🏽\n\ttab'],
    ['of colours', '\x1b[1;31mred\x1b[0m', 'red'],
    ['of cursor moves', 'a\x1b[2Jb\x1b[10;5Hc\x1b[K', 'abc'],
    ['of titles', '\x1b]0;owned\x07a\x1b]2;owned\x1b\\b', 'ab'],
    ['of clipboard writes', '\x1b]52;c;aGFja2Vk\x07safe', 'safe'],
    ['of links but their text', '\x1b]8;;https://example.org\x1b\\text\x1b]8;;\x1b\\', 'text'],
    ['of device control strings', 'a\x1bPq#0;2;0;0;0~~\nmore picture\x1b\\b', 'ab'],
    ['of the other strings', 'a\x1b_app\x1b\\b\x1b^pm\x1b\\c\x1bXsos\x1b\\d', 'abcd'],
    ['of character set shifts', 'a\x1b(0b\x1b)Bc\x0ed\x0fe\x1b%Gf', 'abcdef'],
    ['of short escapes', 'a\x1b7b\x1bMc\x1b=d\x1bce', 'abcde'],
    ['of 8-bit controls', 'a\x9b31mb\x9d0;title\x9cc\x90q\x9cd\x85e', 'abcde'],
    ['of NUL, bell, backspace and DEL', 'a\x00b\x07c\bd\x7fe', 'abcde'],
    ['of what reorders text', 'a\u202eb\u2066c', 'abc'],
  ])('%s', (_, text, expected) => {
    expect(stripAll(text)).toBe(expected)
  })
})

describe('line ends', () => {
  test.each([
    ['of both kinds are one', 'a\r\nb\nc', 'a\nb\nc'],
    ['with two carriage returns are one', 'a\r\r\nb', 'a\nb'],
    ['of progress are lines', '10%\r20%\r\x1b[K30%\r\n', '10%\n20%\n30%\n'],
    ['before anything is printed are none', '\rfirst\n\rsecond', 'first\nsecond'],
    ['are kept inside broken sequences', 'a\x1b\nb\x1b[3\nc\x1b]0;t\nd', 'a\nb\nc\nd'],
  ])('%s', (_, text, expected) => {
    expect(stripAll(text)).toBe(expected)
  })
})

describe('colours', () => {
  test('pass when they are kept', () => {
    const text = '\x1b[1;31mred\x1b[m \x1b[38:2::1:2:3mrgb\x9b0m'
    expect(colours(text)).toBe('\x1b[1;31mred\x1b[m \x1b[38:2::1:2:3mrgb\x1b[0m')
  })

  test('do not bring anything else with them', () => {
    expect(colours('\x1b[>4;2ma\x1b[?1mb\x1b[1 mc\x1b[2Jd\x1b]0;t\x07e')).toBe('abcde')
  })

  test('of more numbers than anybody needs do not pass', () => {
    expect(colours(`\x1b[${'1;'.repeat(1000)}mtext`)).toBe('text')
  })
})

test('a string that never ends does not swallow the log for ever', () => {
  const sanitiser = createSanitiser({ keep: 'nothing' })
  expect(sanitiser.push('before\x1bPunended')).toBe('before')
  for (let n = 0; n < 100; n++) expect(sanitiser.push('x'.repeat(10_000))).toBe('')
  expect(sanitiser.push('x\nafter')).toBe('\nafter')
})

test('a hundred megabytes of unended escape leave nothing behind', () => {
  const sanitiser = createSanitiser({ keep: 'colour' })
  const before = heldBytes()
  for (const start of ['\x1b]0;', '\x1b[', '\x1b_']) {
    expect(sanitiser.push(start)).toBe('')
    for (let n = 0; n < 34; n++) expect(sanitiser.push(`${n}`.repeat(1024 * 1024))).toBe('')
  }
  expect(heldBytes() - before).toBeLessThan(16 * 1024 * 1024)
})

const pieces = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    ...['\x1b', '[', ']', 'P', '\\', '\x9b', '\x9c', '\x9d', '\x90', '\r', '\n', '\r\n', '\x07', '\x18', '\t'],
    ...['m', '0;31', '?', ' ', '(', '日', '\x1b[31m', '\x1b]0;', '\x1bP', '\x1b[2J'],
  ),
)
const texts = fc.array(pieces, { maxLength: 30 }).map(all => all.join(''))

describe('any text', () => {
  test('leaves no control but tab and line feed', () => {
    fc.assert(
      fc.property(texts, text => {
        expect(stripAll(text)).not.toMatch(/[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/)
      }),
    )
  })

  test('leaves no sequence but colours when these are kept', () => {
    fc.assert(
      fc.property(texts, text => {
        const rest = colours(text).replace(/\x1b\[[\d;:]*m/g, '')
        expect(rest).not.toMatch(/[\x00-\x08\x0b-\x1f\x7f-\x9f]/)
      }),
    )
  })

  test('is made the same of however it is cut', () => {
    fc.assert(
      fc.property(
        texts,
        fc.array(fc.nat(50)),
        fc.constantFrom('nothing' as const, 'colour' as const),
        (text, cuts, keep) => {
          const sanitiser = createSanitiser({ keep })
          let out = ''
          let from = 0
          for (const cut of cuts) {
            out += sanitiser.push(text.slice(from, from + cut))
            from += cut
          }
          out += sanitiser.push(text.slice(from))
          expect(out).toBe(createSanitiser({ keep }).push(text))
        },
      ),
    )
  })

  test('that is harmless is left as it is', () => {
    const harmless = fc
      .string({ unit: 'grapheme' })
      .map(text => text.replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, ''))
    fc.assert(
      fc.property(harmless, text => {
        expect(stripAll(text)).toBe(text)
      }),
    )
  })
})
