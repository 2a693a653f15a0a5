import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Emulator } from '../../src/screen/emulator.ts'
import { openEmulator } from '../../src/screen/emulator.ts'
import { bgOverline, colourBits, fgInverse, fgStrike } from '../../src/screen/pen.ts'
import { rowText } from '../../src/screen/row.ts'
import { textWidth } from '../../src/screen/widths.ts'
import type { Seen } from './capture.ts'
import { allCells, feed, show, texts, toBytes } from './shown.ts'

const size = { columns: 10, rows: 5 }

async function copyOf(emulator: Emulator, scrollback?: number): Promise<Emulator> {
  return show(emulator.serialise(scrollback), { size: emulator.size })
}

/** All that can be told of a terminal from outside. */
function picture(emulator: Emulator) {
  const { cursor, modes, title, totalRows } = emulator
  return {
    cells: allCells(emulator).map(row => row.map((cell, x) => seen(cell, row[x - 1]))),
    cursor,
    modes,
    title,
    totalRows,
  }
}

// Of a blank only the background is seen, unless something is drawn over it; and half of a wide character that is left
// over alone is a blank.
function seen({ text: told, pen }: Seen, before: Seen | undefined): Seen {
  const text = told === '' && textWidth(before?.text ?? '') !== 2 ? ' ' : told
  const isDrawn = pen.line !== 0 || (pen.fg & (fgInverse | fgStrike)) !== 0 || (pen.bg & bgOverline) !== 0
  return text === ' ' && !isDrawn ? { text, pen: { fg: 0, bg: pen.bg & colourBits, line: 0 } } : { text, pen }
}

// No underline styles: the emulator saves a cursor without them. A recording has them.
const everything = fc.constantFrom(
  ...[
    'a',
    'bc',
    '日',
    'é',
    'e\u0301',
    '👍🏽',
    'xxxxxxxxxxxxxxx',
    '\r',
    '\n',
    '\r\n',
    '\b',
    '\t',
    'line\r\nline\r\nline\r\n',
  ],
  ...['\x1b[31m', '\x1b[4m', '\x1b[m', '\x1b[44m', '\x1b[1m\x1b[2m'],
  ...['\x1b[K', '\x1b[2J', '\x1b[L', '\x1b[M', '\x1b[2P', '\x1b[@', '\x1b[2;4r', '\x1b[r', '\x1b[?6h', '\x1b[?6l'],
  ...[
    '\x1b[H',
    '\x1b[3;5H',
    '\x1b7',
    '\x1b8',
    '\x1b[?1049h',
    '\x1b[?1049l',
    '\x1b[?25l',
    '\x1b[5 q',
    '\x1bH',
    '\x1b[3g',
  ],
  ...['\x1b(0q', '\x1b(B', '\x1b[4h', '\x1b[4l', '\x1b[?45h', '\x1b=', '\x1b[?1h', '\x1b[?2004h'],
  ...[
    '\x1b[?1003h',
    '\x1b[?1006h',
    '\x1b[>5u',
    '\x1b[<u',
    '\x1b]2;title\x07',
    '\x1b]8;;http://x.y/\x07',
    '\x1b]8;;\x07',
  ],
)

const goesOn = fc.constantFrom('', 'z', '日z', '\x1b8y', '\tq', '\nw', '\x1b[?1049lk', 'r\u0301', 'q', '\x1b[Hq')

describe('a serialised terminal', () => {
  test('looks the same elsewhere, and goes on the same', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(everything, { maxLength: 40 }), goesOn, async (all, after) => {
        const one = await show(all.join(''), { size, scrollback: 7 })
        const other = await show(one.serialise(), { size, scrollback: 7 })
        expect(picture(other)).toEqual(picture(one))
        await feed(one, after)
        await feed(other, after)
        expect(picture(other)).toEqual(picture(one))
        one.close()
        other.close()
      }),
      { numRuns: 500 },
    )
  })

  test('has its links', async () => {
    const one = await show('\x1b]8;;https://example.org/\x07link\x1b]8;;\x07')
    expect((await copyOf(one)).serialise()).toContain('\x1b]8;id=skep1;https://example.org/\x1b\\link')
  })

  test('draws lines with the set that was shifted to', async () => {
    const other = await copyOf(await show('\x1b)0\x0eq', { size }))
    await feed(other, 'q\x0fq')
    expect(texts(other)).toEqual(['──q'])
  })

  test('does not wrap where wrapping is off', async () => {
    const other = await copyOf(await show('\x1b[?7l', { size }))
    await feed(other, '0123456789ab')
    expect(texts(other)).toEqual(['012345678b'])
  })

  test('wraps and joins its lines at a new size as the first one does', async () => {
    const one = await show('a long line of text that wraps\r\nnext', { size })
    const other = await copyOf(one)
    for (const emulator of [one, other]) {
      emulator.resize({ columns: 40, rows: 5 })
      await emulator.settled()
      expect(texts(emulator)).toEqual(['a long line of text that wraps', 'next'])
    }
  })

  test('has as much scrollback as is asked for', async () => {
    const one = await show(Array.from({ length: 30 }, (_, n) => `line ${n}`).join('\r\n'), { size })
    const other = await copyOf(one, 3)
    expect(other.rows({ top: 0, count: 1 }).map(rowText)).toEqual(['line 22'])
    expect(other.totalRows).toBe(8)
  })

  test('asks nothing', async () => {
    const one = await show('\x1b[c\x1b[6n\x1b[?2026h\x1b[?1004h', { size })
    const asked = openEmulator({ size, answers: true })
    const replies: Uint8Array[] = []
    asked.onReply(reply => replies.push(reply))
    asked.write(toBytes(one.serialise()))
    await asked.settled()
    expect(replies).toEqual([])
  })
})
