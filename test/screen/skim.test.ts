import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { openSkim } from '../../src/screen/skim.ts'
import { show, toBytes } from './shown.ts'

function skim(pieces: readonly Uint8Array[]): { kept: string; rest: string } {
  const own = openSkim()
  const kept = pieces.map(piece => Buffer.from(own.pass(piece)).toString('latin1')).join('')
  return { kept, rest: Buffer.from(own.rest()).toString('latin1') }
}

const size = { columns: 20, rows: 5 }

const pieces = fc.constantFrom(
  ...['text', 'two\r\nlines\r\n', '日本', '\x1b[31m', '\x1b[2J', '\x1b[3;4H', '\x1b[K', '\x1b[999X'],
  ...[
    '\x1b[?1049h',
    '\x1b[?1049l',
    '\x1b[?2004h',
    '\x1b[?2004l',
    '\x1b[?1000;1006h',
    '\x1b[?1002h',
    '\x1b[?1l',
    '\x1b[?1h',
  ],
  ...[
    '\x1b=',
    '\x1b>',
    '\x1b[>5u',
    '\x1b[<u',
    '\x1b[=3;1u',
    '\x1b[?1004h',
    '\x1b[4 q',
    '\x1b[?25l',
    '\x1b[?25h',
    '\x1b[!p',
  ],
  ...[
    '\x1b]2;a title\x07',
    '\x1b]0;other\x1b\\',
    '\x1b]8;;http://x.y\x07',
    '\x1bP+q544e\x1b\\',
    '\x1b_secret\x1b\\',
    '\x1bc',
  ],
)

const output = fc.array(pieces, { maxLength: 30 }).map(all => toBytes(all.join('')))

function cutAt(bytes: Uint8Array, places: readonly number[]): Uint8Array[] {
  const cuts = [...new Set(places.map(place => place % (bytes.length + 1)))].sort((one, other) => one - other)
  return [0, ...cuts].map((from, at) => bytes.subarray(from, cuts[at] ?? bytes.length))
}

describe('a skim', () => {
  test('leaves a terminal in the modes that all of the output leaves it in', async () => {
    await fc.assert(
      fc.asyncProperty(output, async bytes => {
        const whole = await show(bytes, { size })
        const skimmed = await show(toBytes(skim([bytes]).kept), { size })
        expect(skimmed.modes).toEqual(whole.modes)
        expect(skimmed.title).toBe(whole.title)
        const { visible, shape, blink } = skimmed.cursor
        expect(whole.cursor).toMatchObject({ visible, shape, blink })
      }),
      { numRuns: 300 },
    )
  })

  test('finds the same wherever the output is cut', () => {
    fc.assert(
      fc.property(output, fc.array(fc.nat(), { maxLength: 10 }), (bytes, places) => {
        expect(skim(cutAt(bytes, places))).toEqual(skim([bytes]))
      }),
    )
  })

  test('takes any bytes, and keeps what it passed on to a whole', () => {
    const hostile = fc.array(fc.constantFrom(0x1b, 0x5b, 0x5d, 0x50, 0x3f, 0x31, 0x68, 0x07, 0x5c, 0x18, 0x9b, 0x6c))
    fc.assert(
      fc.property(hostile, fc.array(fc.nat(), { maxLength: 10 }), (bytes, places) => {
        const all = Uint8Array.from(bytes)
        expect(skim(cutAt(all, places))).toEqual(skim([all]))
      }),
    )
  })

  test('passes over text, colours, what is drawn and what is asked', () => {
    const drawn = 'text\x1b[31mred\x1b[2J\x1b[H\x1b[6n\x1b[c\x1bPq#0\x1b\\\x1b]52;c;eA==\x07'
    expect(skim([toBytes(drawn)])).toEqual({ kept: '', rest: '' })
  })

  test('gives back the sequence that the output ends within', () => {
    expect(skim([toBytes('a\x1b[?20'), toBytes('04')])).toEqual({ kept: '', rest: '\x1b[?2004' })
    expect(skim([toBytes('a\x1b[?20'), toBytes('04h')])).toEqual({ kept: '\x1b[?2004h', rest: '' })
  })

  test('holds little of a string without an end, and goes on behind it', () => {
    const own = openSkim()
    own.pass(toBytes('\x1bP'))
    for (let times = 0; times < 100; times += 1) own.pass(new Uint8Array(64 * 1024).fill(0x41))
    expect(own.rest()).toHaveLength(0)
    own.pass(toBytes('\x1b'))
    expect(Buffer.from(own.pass(toBytes('\\\x1b[?1h'))).toString()).toBe('\x1b[?1h')
  })
})
