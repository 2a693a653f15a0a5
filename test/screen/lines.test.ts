import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { clipLine, renderLine, toLine, wrapLine } from '../../src/screen/lines.ts'
import { toStyle } from '../../src/screen/pen.ts'
import { textWidth } from '../../src/screen/widths.ts'
import { show, texts } from './shown.ts'

describe('a line of a pipe', () => {
  test.each([
    ['is its text', 'plain text', 'plain text'],
    ['has tabs to every eighth column', 'a\tb\t\tc', 'a       b               c'],
    ['has tabs behind wide characters', '日本\tx', '日本    x'],
    ['shows the last state of progress', '10%\r50%\r100%', '100%'],
    ['shows what a shorter state left of a longer one', '123456\rab', 'ab3456'],
    ['shows nothing of what was erased', '123456\r\x1b[Kab', 'ab'],
    ['keeps its text when the return comes last', '100%\r', '100%'],
    ['shows the last state of a spinner', 'wait |\b/\b-', 'wait -'],
    ["has a typewriter's bold once", 'b\bbo\bol\bld\bd', 'bold'],
    ['shows controls as carets', 'a\x01b\x1ac\x7f', 'a^Ab^Zc^?'],
    ['is silent of bells, NULs and character sets', 'a\x07b\x00c\x0ed\x0f', 'abcd'],
    [
      'has no other sequence',
      'a\x1b[2Jb\x1b]0;title\x07c\x1b]8;;https://x.org\x1b\\d\x1bPq~\x1b\\e\x1b(Bf\x9b5nG',
      'abcdefG',
    ],
    ['has nothing of a sequence that does not end', 'text\x1b]0;unended', 'text'],
    ['has nothing that reorders it', 'a\u202eb', 'ab'],
  ])('%s', (_, text, expected) => {
    const line = toLine(text)
    expect(line.text).toBe(expected)
    expect(line.width).toBe(textWidth(expected))
  })

  test('has its colours, and the next line goes on with them', () => {
    const first = toLine('plain \x1b[1;31mred')
    expect(first.spans.map(({ text, pen }) => [text, toStyle(pen).foreground])).toEqual([
      ['plain ', undefined],
      ['red', 1],
    ])
    const second = toLine('still\x1b[m not', first.endPen)
    expect(second.spans.map(({ text, pen }) => [text, toStyle(pen).bold])).toEqual([
      ['still', true],
      [' not', false],
    ])
  })

  test('that is endless is cut, at its end where it goes back', () => {
    expect(toLine('x'.repeat(10_000_000)).width).toBe(64 * 1024)
    expect(toLine(`${'50%\r'.repeat(1_000_000)}100%`).text).toBe('100%')
  })

  test('is printable whatever it was', () => {
    const pieces = fc.constantFrom(
      '\x1b',
      '[',
      ']',
      '31m',
      'K',
      '\r',
      '\b',
      '\t',
      '\x07',
      '日',
      '\u0301',
      'text',
      '\x9b',
      '👍🏽',
      '\u202e',
    )
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.array(pieces).map(all => all.join('')),
        ),
        text => {
          const line = toLine(text)
          expect(line.text).not.toMatch(/[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/)
          expect(line.spans.map(span => span.text).join('')).toBe(line.text)
          for (const span of line.spans) expect(textWidth(span.text)).toBe(span.width)
        },
      ),
    )
  })
})

const coloured = toLine('日本語\x1b[1mabc\x1b[m漢字')

describe('a line in rows', () => {
  test('is cut between clusters', () => {
    expect(wrapLine(coloured, 5).map(({ text }) => text)).toEqual(['日本', '語abc', '漢字'])
    expect(wrapLine(toLine('abcdef'), 3).map(({ text }) => text)).toEqual(['abc', 'def'])
  })

  test('is one row when it fits, also when it is empty', () => {
    expect(wrapLine(coloured, 13)).toEqual([coloured])
    expect(wrapLine(toLine(''), 5).map(({ text }) => text)).toEqual([''])
  })

  test('has blanks for what fits in no row', () => {
    expect(wrapLine(toLine('日a'), 1).map(({ text }) => text)).toEqual([' ', 'a'])
  })

  test('has all of its text, in rows that fit, with its colours', () => {
    const text = fc.array(fc.constantFrom('a', '日', '👍🏽', 'e\u0301', '\x1b[31m', '\x1b[m', ' '), { maxLength: 40 })
    fc.assert(
      fc.property(text, fc.integer({ min: 2, max: 12 }), (all, columns) => {
        const line = toLine(all.join(''))
        const rows = wrapLine(line, columns)
        expect(rows.map(row => row.text).join('')).toBe(line.text)
        for (const row of rows) expect(row.width).toBeLessThanOrEqual(columns)
      }),
    )
  })
})

describe('a line on the screen', () => {
  test('is clipped between clusters and filled up', () => {
    expect(clipLine(coloured, 5).text).toBe('日本')
    expect(renderLine(coloured, 5)).toBe('日本 ')
    expect(renderLine(coloured, 8)).toBe('日本語\x1b[1mab\x1b[m')
    expect(renderLine(toLine('\x1b[31mred'), 5)).toBe('\x1b[31mred\x1b[m  ')
  })

  test('shows what the emulator shows of the same output', async () => {
    const pieces = fc.constantFrom('a', '日', '\x1b[31m', '\x1b[K', '\r', '\t', 'é', '\x07')
    await fc.assert(
      fc.asyncProperty(fc.array(pieces, { maxLength: 10 }), async all => {
        const emulator = await show(all.join(''), { size: { columns: 100, rows: 1 } })
        expect(toLine(all.join('')).text.trimEnd()).toBe((texts(emulator)[0] ?? '').trimEnd())
        emulator.close()
      }),
      { numRuns: 200 },
    )
  })
})
