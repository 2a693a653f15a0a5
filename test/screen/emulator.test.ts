import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { openEmulator } from '../../src/screen/emulator.ts'
import { rowText } from '../../src/screen/row.ts'
import { heldBytes } from '../heap.ts'
import { until } from '../until.ts'
import { allCells, feed, show, texts, toBytes } from './shown.ts'

describe('what is written', () => {
  test('is shown, and the version grows', async () => {
    const emulator = await show('one\r\ntwo')
    expect(texts(emulator)).toEqual(['one', 'two'])
    const { version } = emulator
    await feed(emulator, '!')
    expect(texts(emulator)).toEqual(['one', 'two!'])
    expect(emulator.version).toBeGreaterThan(version)
  })

  test('is counted until it is parsed, and then as parsed', async () => {
    const emulator = await show('')
    emulator.write(toBytes('x'.repeat(100_000)))
    expect(emulator.pendingBytes).toBe(100_000)
    await emulator.settled()
    expect(emulator.pendingBytes).toBe(0)
    expect(emulator.parsedBytes).toBe(100_000)
  })

  test('drains below a mark before it settles', async () => {
    const emulator = await show('')
    emulator.write(toBytes('line\n'.repeat(400_000)))
    await emulator.drained(1_000_000)
    expect(emulator.pendingBytes).toBeLessThanOrEqual(1_000_000)
    expect(emulator.pendingBytes).toBeGreaterThan(0)
    await emulator.settled()
  })

  test('is told of once a turn, not once a piece', async () => {
    const emulator = await show('')
    let told = 0
    const stop = emulator.onChange(() => {
      told += 1
    })
    for (let n = 0; n < 50; n++) emulator.write(toBytes(`piece ${n}\r\n`))
    await emulator.settled()
    expect(told).toBeLessThan(10)
    expect(told).toBeGreaterThan(0)
    stop()
    const before = told
    await feed(emulator, 'more')
    expect(told).toBe(before)
  })

  test('shows where bytes are no UTF-8', async () => {
    const latin = Uint8Array.of(0x47, 0x72, 0xfc, 0xdf, 0x65)
    expect(texts(await show(latin))).toEqual(['Gr��e'])
  })

  test('is halfway inside a character or a sequence, and nowhere else', async () => {
    const cut = async (bytes: Uint8Array | string) => (await show(bytes)).halfway
    expect(await cut('plain é\x1b[31m')).toBe(false)
    expect(await cut('plain \x1b[3')).toBe(true)
    expect(await cut('\x1b]2;title')).toBe(true)
    expect(await cut(toBytes('日').subarray(0, 2))).toBe(true)
    expect(await cut(toBytes('日'))).toBe(false)
    expect(await cut(Uint8Array.of(0xff, 0x80, 0x80))).toBe(false)
  })

  test('after close is ignored, and nobody waits for ever', async () => {
    const emulator = await show('')
    emulator.write(toBytes('x'.repeat(1_000_000)))
    const settled = emulator.settled()
    emulator.close()
    emulator.write(toBytes('y'))
    await settled
  })
})

describe('a resize', () => {
  test('takes its place between what was written before and after', async () => {
    const emulator = await show('')
    emulator.write(toBytes('x'.repeat(25)))
    emulator.resize({ columns: 10, rows: 5 })
    emulator.write(toBytes(`\r\n${'y'.repeat(12)}`))
    await emulator.settled()
    expect(texts(emulator)).toEqual(['xxxxxxxxxx', 'xxxxxxxxxx', 'xxxxx', 'yyyyyyyyyy', 'yy'])
    expect(emulator.size).toEqual({ columns: 10, rows: 5 })
  })

  test('joins a wrapped line again when there is room', async () => {
    const emulator = await show('a line of more than twenty\r\nnext')
    emulator.resize({ columns: 40, rows: 5 })
    await emulator.settled()
    expect(texts(emulator)).toEqual(['a line of more than twenty', 'next'])
  })

  test('never goes below what can be shown', async () => {
    const emulator = openEmulator({ size: { columns: 0, rows: 0 }, answers: false })
    expect(emulator.size).toEqual({ columns: 2, rows: 1 })
    emulator.close()
  })
})

describe('scrollback', () => {
  const lines = (count: number) => Array.from({ length: count }, (_, n) => `line ${n}`).join('\r\n')

  test('lies above the screen', async () => {
    const emulator = await show(lines(12))
    expect(emulator.baseRow).toBe(7)
    expect(emulator.totalRows).toBe(12)
    expect(texts(emulator)).toEqual(['line 7', 'line 8', 'line 9', 'line 10', 'line 11'])
    expect(emulator.rows({ top: 2, count: 2 }).map(rowText)).toEqual(['line 2', 'line 3'])
  })

  test('keeps so many rows, and counts those that it dropped', async () => {
    const emulator = await show(lines(50), { scrollback: 10 })
    expect(emulator.totalRows).toBe(15)
    expect(emulator.droppedRows).toBe(35)
    expect(emulator.rows({ top: 40 - emulator.droppedRows, count: 1 }).map(rowText)).toEqual(['line 40'])
    await feed(emulator, `\x1bc${lines(20)}`)
    expect(emulator.droppedRows).toBe(40)
  })

  test('is not there in the alternate screen, and is there again afterwards', async () => {
    const emulator = await show(`${lines(12)}\x1b[?1049h\x1b[Hfull`)
    expect(emulator.modes.alternateScreen).toBe(true)
    expect(emulator.baseRow).toBe(0)
    expect(texts(emulator)).toEqual(['full'])
    await feed(emulator, '\x1b[?1049l')
    expect(texts(emulator).at(-1)).toBe('line 11')
    expect(emulator.totalRows).toBe(12)
  })
})

describe('modes', () => {
  test('are the usual ones at first', async () => {
    expect((await show('')).modes).toEqual({
      ...{ alternateScreen: false, applicationCursor: false, applicationKeypad: false, bracketedPaste: false },
      ...{ mouse: 'none', mouseEncoding: 'default', focusEvents: false, kittyFlags: 0, synchronised: false },
    })
  })

  test('are what the program asked for', async () => {
    const emulator = await show('\x1b[?1;1003;1004;1006;2004;2026h\x1b=\x1b[>5u')
    expect(emulator.modes).toEqual({
      ...{ alternateScreen: false, applicationCursor: true, applicationKeypad: true, bracketedPaste: true },
      ...{ mouse: 'motion', mouseEncoding: 'sgr', focusEvents: true, kittyFlags: 5, synchronised: true },
    })
    await feed(emulator, '\x1b[?1016h\x1b[?1002h')
    expect(emulator.modes).toMatchObject({ mouse: 'drag', mouseEncoding: 'pixels' })
    await feed(emulator, '\x1b[?1000h')
    expect(emulator.modes.mouse).toBe('click')
  })

  test('keep the keyboard flags of either screen apart, pushed and popped', async () => {
    const emulator = await show('\x1b[>1u\x1b[?1049h')
    expect(emulator.modes.kittyFlags).toBe(0)
    await feed(emulator, '\x1b[>3u\x1b[>8u\x1b[<u')
    expect(emulator.modes.kittyFlags).toBe(3)
    await feed(emulator, '\x1b[=4;2u')
    expect(emulator.modes.kittyFlags).toBe(7)
    await feed(emulator, '\x1b[=1;3u')
    expect(emulator.modes.kittyFlags).toBe(6)
    await feed(emulator, '\x1b[=1u')
    expect(emulator.modes.kittyFlags).toBe(1)
    await feed(emulator, '\x1b[<9u')
    expect(emulator.modes.kittyFlags).toBe(0)
    await feed(emulator, '\x1b[?1049l')
    expect(emulator.modes.kittyFlags).toBe(1)
  })

  test('of the cursor are its place, look and whether it is seen', async () => {
    const emulator = await show('abc')
    expect(emulator.cursor).toEqual({ x: 3, y: 0, visible: true, shape: 'block', blink: false })
    await feed(emulator, '\x1b[3;5H\x1b[5 q\x1b[?25l')
    expect(emulator.cursor).toEqual({ x: 4, y: 2, visible: false, shape: 'bar', blink: true })
    await feed(emulator, '\x1bc')
    expect(emulator.cursor).toMatchObject({ x: 0, y: 0, visible: true })
  })

  test('put the cursor that waits behind the last cell on it', async () => {
    expect((await show('x'.repeat(20))).cursor.x).toBe(19)
  })
})

describe('notices', () => {
  test('tell of bells, a flood of them once, and of progress', async () => {
    const emulator = await show('')
    const told: unknown[] = []
    emulator.onBell(() => told.push('bell'))
    emulator.onProgress(progress => told.push(progress))
    await feed(emulator, '\x07'.repeat(1000))
    await feed(emulator, '\x1b]9;4;1;40\x07')
    await feed(emulator, '\x1b]9;4;3\x1b\\')
    await feed(emulator, '\x1b]9;4;2;900\x07')
    await feed(emulator, '\x1b]9;4;0;\x07')
    await feed(emulator, '\x1b]9;a text\x07')
    expect(told).toEqual([
      'bell',
      { state: 'normal', percent: 40 },
      { state: 'busy' },
      { state: 'error', percent: 100 },
      { state: 'none' },
    ])
  })

  test('have the title, pushed and popped', async () => {
    const emulator = await show('\x1b]0;first\x07\x1b[22;0t\x1b]2;second\x1b\\')
    expect(emulator.title).toBe('second')
    await feed(emulator, '\x1b[23;0t')
    expect(emulator.title).toBe('first')
  })
})

describe('a restart', () => {
  test('forgets screen, scrollback and what waits, and keeps modes', async () => {
    const emulator = await show('one\r\n'.repeat(20))
    await feed(emulator, '\x1b[?2004h\x1b[31m\x1b[2;3r\x1b(0\x1b[?6h\x1b]2;title\x07\x1b]2;unfin')
    emulator.write(toBytes('never shown'))
    emulator.restart()
    await feed(emulator, 'q\r\nnew')
    expect(texts(emulator)).toEqual(['q', 'new'])
    expect(emulator.totalRows).toBe(5)
    expect(emulator.modes.bracketedPaste).toBe(true)
    expect(emulator.title).toBe('title')
    expect(allCells(emulator)[0]?.[0]?.pen).toEqual({ fg: 0, bg: 0, line: 0 })
  })
})

describe('hostile output', () => {
  test('of random bytes is survived, whatever it is and however it is cut', async () => {
    const sequences = fc.constantFrom(
      ...[
        '\x1b[',
        '\x1b]',
        '\x1bP',
        '\x1b',
        '\x9b',
        '\x07',
        '\x1b\\',
        '\r',
        '\n',
        '\b',
        '\t',
        ';',
        '?',
        '999999999',
        '2',
      ],
      ...[
        'h',
        'l',
        'm',
        'r',
        'J',
        'K',
        'L',
        'M',
        'P',
        'X',
        'b',
        'S',
        'T',
        'c',
        'n',
        'u',
        't',
        '1049',
        '日',
        '\u0301',
        '👍🏽',
      ],
    )
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.array(sequences, { maxLength: 80 }).map(all => toBytes(all.join(''))),
    )
    const size = fc.record({ columns: fc.integer({ min: 1, max: 30 }), rows: fc.integer({ min: 1, max: 8 }) })
    await fc.assert(
      fc.asyncProperty(fc.array(bytes, { maxLength: 6 }), size, size, async (chunks, first, second) => {
        const emulator = openEmulator({ size: first, scrollback: 5, answers: true })
        for (const chunk of chunks) emulator.write(chunk)
        emulator.resize(second)
        for (const chunk of chunks) emulator.write(chunk)
        await emulator.settled()
        expect(emulator.rows()).toHaveLength(emulator.size.rows)
        expect(emulator.cursor.x).toBeLessThan(emulator.size.columns)
        await feed(emulator, '\x18\x1b\\\x1bcok')
        expect(texts(emulator)).toEqual(['ok'])
        emulator.close()
      }),
      { numRuns: 300 },
    )
  })

  const costly = {
    'inserted lines': '\x1b[2147483647L',
    'scrolled lines': '\x1b[2147483647S\x1b[2147483647T',
    'deleted lines': '\x1b[2147483647M',
    'repeated characters': 'x\x1b[2147483647b',
    'cleared screens': '\x1b[2J',
    'screens switched': '\x1b[?1049h\x1b[?1049l',
    resets: '\x1bc',
    'filled screens': '\x1b#8',
  }

  test.each(Object.entries(costly))('of %s leaves the loop its turns', async (_, sequence) => {
    const emulator = await show('', { size: { columns: 120, rows: 40 } })
    let turns = 0
    let isDone = false
    const count = () => {
      turns += 1
      if (!isDone) setImmediate(count)
    }
    setImmediate(count)
    emulator.write(toBytes(sequence.repeat(Math.ceil(80_000 / sequence.length))))
    await emulator.settled()
    isDone = true
    // 16 KiB in one go would be two or three.
    expect(turns).toBeGreaterThan(5)
  })

  test('of tabs without number is done with', async () => {
    const emulator = await show('\x1b[2147483647I\x1b[2147483647Z'.repeat(1000))
    expect(emulator.cursor.x).toBe(0)
  })

  test('that erases up to the very last cell erases all', async () => {
    const emulator = await show('\x1b[?1049hfull\x1b[5;20H\x1b[1Jx')
    expect(texts(emulator)).toEqual(['', '', '', '', '                   x'])
  })

  test('keeps no sequence that never ends', async () => {
    const emulator = await show('before\x1b]2;')
    const before = heldBytes()
    for (let n = 0; n < 100; n++) {
      emulator.write(toBytes('x'.repeat(1024 * 1024)))
      await emulator.drained(1024 * 1024)
    }
    await emulator.settled()
    // What was let go is swept up in its own time.
    await until(() => heldBytes() - before < 16 * 1024 * 1024, { what: 'the memory to be free again', show: heldBytes })
    await feed(emulator, '\x07after')
    expect(texts(emulator)).toEqual(['beforeafter'])
    expect(emulator.title).toBe('')
  })

  test('lets no cell grow without bound', async () => {
    const emulator = await show(`e${'\u0301'.repeat(10_000)}`)
    expect(
      Math.max(
        ...allCells(emulator)
          .flat()
          .map(({ text }) => text.length),
      ),
    ).toBeLessThan(40)
  })

  test('with thousands of links forgets the oldest, not their text', async () => {
    const links = Array.from({ length: 6000 }, (_, n) => `\x1b]8;;https://example.org/${n}\x1b\\${n}\x1b]8;;\x1b\\ `)
    const emulator = await show(links.join(''))
    expect(emulator.link(1)).toBeUndefined()
    expect(emulator.link(6000)).toBe('https://example.org/5999')
    expect(texts(emulator).at(-1)).toContain('5999')
  })
})

describe('a busy emulator', () => {
  test('does not hold up an idle one', async () => {
    const busy = await show('')
    const idle = await show('')
    busy.write(toBytes('flood\r\n'.repeat(1_000_000)))
    await feed(idle, 'echo')
    expect(texts(idle)).toEqual(['echo'])
    expect(busy.pendingBytes).toBeGreaterThan(1_000_000)
    busy.close()
  })
})
