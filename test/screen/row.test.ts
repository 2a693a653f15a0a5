import { describe, expect, test } from 'vitest'
import { renderRow, rowSpans, rowText } from '../../src/screen/row.ts'
import { spansText, spansWidth } from '../../src/screen/span.ts'
import type { Row } from '../../src/screen/xterm.ts'
import { show } from './shown.ts'

/** The first row of a 20-column terminal that got this output. */
async function firstRow(output: string): Promise<Row> {
  const [row] = (await show(output)).rows()
  if (row === undefined) throw new Error('a screen without rows')
  return row
}

async function render(output: string, columns = 20, look = {}): Promise<string> {
  return renderRow(await firstRow(output), columns, look)
}

describe('a rendered row', () => {
  test.each([
    ['is plain text and blanks', 'plain', 'plain               '],
    ['has its colours and ends without any', '\x1b[31mred\x1b[m', '\x1b[31mred\x1b[m                 '],
    ['says only what changes', '\x1b[1mbold\x1b[31m red', '\x1b[1mbold\x1b[31m red\x1b[m            '],
    ['starts anew when something ends', '\x1b[1;31mab\x1b[22mcd', '\x1b[1;31mab\x1b[0;31mcd\x1b[m                '],
    ['keeps the palette as palette', '\x1b[38;5;9;105mx', '\x1b[38;5;9;105mx\x1b[m                   '],
    ['keeps true colour', '\x1b[38;2;1;2;3;48;2;4;5;6mx', '\x1b[38;2;1;2;3;48;2;4;5;6mx\x1b[m                   '],
    ['keeps underline styles and colours', '\x1b[4:3;58:5:9mx', '\x1b[4:3;58:5:9mx\x1b[m                   '],
    ['has no colour of its underline after 59', '\x1b[4;58:5:9;59mx', '\x1b[4mx\x1b[m                   '],
    ['knows every other attribute', '\x1b[1;2;3;5;7;8;9;53mx', '\x1b[1;2;3;5;7;8;9;53mx\x1b[m                   '],
    ['shows the background of what was erased', '\x1b[44mx\x1b[K', '\x1b[44mx                   \x1b[m'],
    [
      'has wide characters and clusters whole',
      '日本 e\u0301 👨\u200d👩\u200d👧',
      '日本 e\u0301 👨\u200d👩\u200d👧           ',
    ],
    ['has nothing that reorders text', 'a\u202eb\u2066c\u200fd', 'abcd                '],
    ['shows a soft hyphen as what it looks like', 'a\u00adb', 'a-b                 '],
    ['has blanks for what only changes how others look', '\ufe0fx', '  x                 '],
    ['keeps its columns where a skin tone has cells of its own', '👍\x1b[3G🏽\x1b[6Gup', '👍   up             '],
    ['gives a mark that stands alone something to stand on', '\u0301x', ' \u0301x                  '],
  ])('%s', async (_, output, expected) => {
    expect(await render(output)).toBe(expected)
  })

  test('is exactly as wide as is asked, wide characters at the edge included', async () => {
    expect(await render('日本語', 5)).toBe('日本 ')
    expect(await render('日本語', 4)).toBe('日本')
    expect(await render('ab', 25)).toBe(`ab${' '.repeat(23)}`)
    expect(await render('ab', 0)).toBe('')
  })

  test('comes down to what the terminal can show', async () => {
    const output = '\x1b[38;2;255;0;0;48;5;22mx'
    expect(await render(output, 1, { depth: '256' })).toBe('\x1b[38;5;196;48;5;22mx\x1b[m')
    expect(await render(output, 1, { depth: '16' })).toBe('\x1b[91;40mx\x1b[m')
    expect(await render(`\x1b[1m${output}`, 1, { depth: 'none' })).toBe('\x1b[1mx\x1b[m')
  })

  test('has links only when they are asked for, and closes them', async () => {
    const emulator = await show('\x1b]8;;https://example.org/a\x1b\\one\x1b]8;;\x1b\\ two')
    const [row] = emulator.rows()
    if (row === undefined) throw new Error('a screen without rows')
    expect(renderRow(row, 8)).toBe('one two ')
    const link = '\x1b]8;id=skep1;https://example.org/a\x1b\\'
    expect(renderRow(row, 8, { link: emulator.link })).toBe(`${link}one\x1b]8;;\x1b\\ two `)
    expect(renderRow(row, 2, { link: emulator.link })).toBe(`${link}on\x1b]8;;\x1b\\`)
  })

  test('has no link whose target could steer a terminal', async () => {
    const emulator = await show('\x1b]8;;javascript:alert(1)\x1b\\one\x1b]8;;\x1b\\')
    const [row] = emulator.rows()
    if (row === undefined) throw new Error('a screen without rows')
    expect(renderRow(row, 4, { link: emulator.link })).toBe('one ')
  })

  test('says where it is after what terminals disagree about, if it knows where it begins', async () => {
    expect(await render('a👍🏽b日c', 8, { left: 10 })).toBe('a👍🏽\x1b[14Gb日c ')
  })
})

describe('a row', () => {
  test('is text without the blanks at its end', async () => {
    expect(rowText(await firstRow('  日本 \x1b[31mred\x1b[m  '))).toBe('  日本 red')
    expect(rowText(await firstRow(''))).toBe('')
  })

  test('is spans of one look each, as wide as is asked', async () => {
    const spans = rowSpans(await firstRow('ab\x1b[31mcd\x1b[m日'), 7)
    expect(spans.map(({ text, width }) => ({ text, width }))).toEqual([
      { text: 'ab', width: 2 },
      { text: 'cd', width: 2 },
      { text: '日 ', width: 3 },
    ])
    expect(spansText(rowSpans(await firstRow('日本'), 3))).toBe('日 ')
    expect(spansWidth(rowSpans(await firstRow('日本'), 30))).toBe(30)
  })
})
