import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createAskScanner } from '../../src/core/asks.ts'

function toBytes(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

/** Where questions end in a text that is scanned whole. */
function scan(text: string): readonly number[] {
  return createAskScanner().scan(toBytes(text))
}

const asks = {
  DA1: '\x1b[c',
  'DA1 with a number': '\x1b[0c',
  DA2: '\x1b[>c',
  'DA2 with a number': '\x1b[>0c',
  DA3: '\x1b[=c',
  'the status': '\x1b[5n',
  'the cursor': '\x1b[6n',
  DECXCPR: '\x1b[?6n',
  'the colour scheme': '\x1b[?996n',
  'a private mode': '\x1b[?2026$p',
  'a mode': '\x1b[4$p',
  DECRQSS: '\x1bP$qm\x1b\\',
  XTGETTCAP: '\x1bP+q544e;436f\x1b\\',
  'a palette colour': '\x1b]4;1;?\x07',
  'two palette colours': '\x1b]4;1;?;2;?\x1b\\',
  'the foreground': '\x1b]10;?\x1b\\',
  'the background': '\x1b]11;?\x07',
  'the cursor colour': '\x1b]12;?\x07',
  XTVERSION: '\x1b[>q',
  'XTVERSION with a number': '\x1b[>0q',
  'kitty flags': '\x1b[?u',
  'the size in pixels': '\x1b[14t',
  'the size of a window': '\x1b[14;2t',
  'the size of a cell': '\x1b[16t',
  'the size in characters': '\x1b[18t',
  'the size of the screen': '\x1b[19t',
  'the title': '\x1b[21t',
}

describe('a question', () => {
  test.each(Object.entries(asks))('about %s is found, just past its end', (_, ask) => {
    expect(scan(ask)).toEqual([ask.length])
    expect(scan(`text${ask}more`)).toEqual([4 + ask.length])
  })

  test.each(Object.entries(asks))('about %s is found when it arrives byte by byte', (_, ask) => {
    const scanner = createAskScanner()
    const found = [...toBytes(`é${ask}x`)].map(byte => scanner.scan(Uint8Array.of(byte)))
    const at = toBytes('é').length + ask.length - 1
    expect(found.map(ends => ends.length)).toEqual(found.map((_, index) => (index === at ? 1 : 0)))
    expect(found[at]).toEqual([1])
  })

  test('that was cut is told in the chunk in which it ends', () => {
    const scanner = createAskScanner()
    expect(scanner.scan(toBytes('one\x1b]11;'))).toEqual([])
    expect(scanner.scan(toBytes('?\x07two\x1b[6n'))).toEqual([2, 9])
  })

  test('is found behind many others and behind output', () => {
    const all = Object.values(asks)
    let end = 0
    const ends = all.map(ask => {
      end += 2 + ask.length
      return end
    })
    expect(scan(all.map(ask => `x\n${ask}`).join(''))).toEqual(ends)
  })
})

describe('no question', () => {
  test.each([
    ['colours', '\x1b[1;31mred\x1b[0m'],
    ['a cursor that is put back', '\x1b[u\x1b[s'],
    ['keyboard flags that are pushed', '\x1b[>1u\x1b[<u'],
    ['an answer', '\x1b[?1;2c\x1b[1;1R\x1b[0n'],
    ['a title', '\x1b]2;what?\x07\x1b]0;4;1;?\x07'],
    ['a colour that is set', '\x1b]11;#000000\x07\x1b]4;1;rgb:00/00/00\x1b\\'],
    ['a link with a question mark', '\x1b]8;;https://example.org/?\x1b\\'],
    ['a window that is moved', '\x1b[3;0;0t\x1b[22;0t'],
    ['a cursor shape', '\x1b[5 q'],
    ['a soft reset', '\x1b[!p'],
    ['a picture', '\x1bPq~~~\x1b\\'],
    ['a string that something broke off', '\x1b]11;?\x18\x1bP+q\x1b[m'],
  ])('is %s', (_, text) => {
    expect(scan(text)).toEqual([])
  })
})

test('what never ends is not kept', () => {
  const scanner = createAskScanner()
  scanner.scan(toBytes('\x1b]11;'))
  for (let n = 0; n < 5; n++) expect(scanner.scan(toBytes('x'.repeat(1024 * 1024)))).toEqual([])
  // Had it been kept, its end would be the end of a question.
  expect(scanner.scan(toBytes('\x07\x1b[6n'))).toEqual([5])
})

test('any output has the same questions however it is cut', () => {
  const pieces = fc.constantFrom(
    ...Object.values(asks),
    '\x1b',
    '[',
    ']11;',
    '?',
    '\x07',
    '\x1b\\',
    'text',
    '\n',
    '6n',
    '\x1b[31m',
  )
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 20 }), fc.array(fc.integer({ min: 1, max: 9 })), (all, cuts) => {
      const bytes = toBytes(all.join(''))
      const scanner = createAskScanner()
      const found: number[] = []
      let from = 0
      for (const cut of [...cuts, bytes.length]) {
        const start = from
        found.push(...scanner.scan(bytes.subarray(start, start + cut)).map(end => start + end))
        from += cut
      }
      expect(found).toEqual(createAskScanner().scan(bytes))
    }),
  )
})
