import { describe, expect, test } from 'vitest'
import type { Checkpoint } from '../../src/core/checkpoint.ts'
import type { Emulator } from '../../src/screen/emulator.ts'
import { openEmulator } from '../../src/screen/emulator.ts'
import { createFeed, type Feed, type FeedOptions, type FeedPage } from '../../src/screen/feed.ts'
import { until } from '../until.ts'
import { texts, toBytes } from './shown.ts'

/** A log in memory, whose start may be gone. */
function openLog(first = 0) {
  let bytes = Buffer.alloc(0)
  let reads = 0
  return {
    add: (text: string) => {
      bytes = Buffer.concat([bytes, toBytes(text)])
    },
    get end() {
      return bytes.length
    },
    get reads() {
      return reads
    },
    read: async (from: number, maxBytes: number): Promise<FeedPage> => {
      reads += 1
      const start = Math.max(first, from)
      const piece = bytes.subarray(start, Math.min(bytes.length, start + maxBytes))
      return { chunks: [{ offset: start, bytes: piece }], next: start + piece.length, end: bytes.length }
    },
  }
}

type Log = ReturnType<typeof openLog>

function follow(log: Log, options: FeedOptions = {}): { emulator: Emulator; feed: Feed } {
  const emulator = openEmulator({ size: { columns: 40, rows: 5 }, answers: true })
  return { emulator, feed: createFeed(emulator, log.read, options) }
}

function lines(from: number, count: number): string {
  return Array.from({ length: count }, (_, n) => `line ${from + n}\r\n`).join('')
}

function kept(offset: number, state: string): Checkpoint {
  return { offset, size: { columns: 40, rows: 5 }, state }
}

const flood = lines(0, 1_500_000)

describe('a feed', () => {
  test('shows what the log has, and what it gets', async () => {
    const log = openLog()
    const { emulator, feed } = follow(log)
    log.add('one\r\n')
    feed.grew(log.end)
    await feed.caughtUp()
    log.add('two\r\n')
    feed.grew(log.end)
    await feed.caughtUp()
    expect(texts(emulator)).toEqual(['one', 'two'])
    expect(feed.offset).toBe(log.end)
    expect(feed.skippedBytes).toBe(0)
  })

  test('reads on by itself when a page says that there is more', async () => {
    const log = openLog()
    const { emulator, feed } = follow(log)
    log.add('first ')
    feed.grew(3)
    log.add('second')
    await until(() => texts(emulator)[0] === 'first second', { what: 'all of it', show: () => texts(emulator) })
  })

  test('that does not know how far the log has grown misses nothing that comes while it reads', async () => {
    const log = openLog()
    const emulator = openEmulator({ size: { columns: 40, rows: 5 }, answers: true })
    const gates: PromiseWithResolvers<void>[] = []
    const read: Log['read'] = async (from, maxBytes) => {
      const page = await log.read(from, maxBytes)
      const gate = Promise.withResolvers<void>()
      gates.push(gate)
      await gate.promise
      return page
    }
    const feed = createFeed(emulator, read)
    const readOn = (): void => feed.grew(feed.offset + 1)
    log.add('one\r\n')
    readOn()
    await until(() => gates.length === 1, { what: 'the first read' })
    // It has read and has not answered yet.
    log.add('two\r\n')
    readOn()
    gates[0]?.resolve()
    await until(() => gates.length === 2, { what: 'another read' })
    gates[1]?.resolve()
    await feed.caughtUp()
    expect(texts(emulator).slice(0, 2)).toEqual(['one', 'two'])
    expect(gates).toHaveLength(2)
  })

  test('begins where it is told to', async () => {
    const log = openLog()
    log.add('one\r\ntwo\r\n')
    const { emulator, feed } = follow(log, { from: 5 })
    feed.grew(log.end)
    await feed.caughtUp()
    expect(texts(emulator)).toEqual(['two'])
  })

  test('far behind in the normal screen starts again near the end, at the beginning of a line', async () => {
    const log = openLog()
    log.add(flood)
    const { emulator, feed } = follow(log)
    feed.grew(log.end)
    await feed.caughtUp()
    expect(texts(emulator)).toEqual(['line 1499996', 'line 1499997', 'line 1499998', 'line 1499999'])
    expect(feed.skippedBytes).toBeGreaterThan(log.end - 1024 * 1024)
    expect(log.reads).toBeLessThan(10)
    const [top] = emulator.rows({ top: 0, count: 1 })
    expect(top).toBeDefined()
    expect(emulator.parsedBytes + feed.skippedBytes).toBe(log.end)
  })

  test('far behind in the alternate screen leaves nothing out', async () => {
    const log = openLog()
    const { emulator, feed } = follow(log)
    log.add('\x1b[?1049h')
    feed.grew(log.end)
    await feed.caughtUp()
    log.add(flood)
    feed.grew(log.end)
    await feed.caughtUp()
    expect(feed.skippedBytes).toBe(0)
    expect(emulator.parsedBytes).toBe(log.end)
    expect(texts(emulator).at(-1)).toBe('line 1499999')
  })

  test('keeps the modes that it saw before it skipped', async () => {
    const log = openLog()
    const { emulator, feed } = follow(log)
    log.add('\x1b[?2004h\x1b[31m')
    feed.grew(log.end)
    await feed.caughtUp()
    log.add(flood)
    feed.grew(log.end)
    await feed.caughtUp()
    expect(feed.skippedBytes).toBeGreaterThan(0)
    expect(emulator.modes.bracketedPaste).toBe(true)
  })

  test('skips to a checkpoint where there is one, with all that was set there', async () => {
    const log = openLog()
    log.add(flood)
    const at = Math.floor(log.end - 1_000_000)
    const { emulator, feed } = follow(log, {
      checkpointAt: async offset => (offset >= at ? kept(at, '\x1b[?1049h\x1b[?1003h') : undefined),
    })
    feed.grew(log.end)
    await feed.caughtUp()
    expect(emulator.modes).toMatchObject({ alternateScreen: true, mouse: 'motion' })
    expect(feed.skippedBytes).toBe(at)
    expect(texts(emulator).at(-1)).toBe('line 1499999')
  })

  test('takes the modes of a checkpoint that is itself too far behind, and the rows of the end', async () => {
    const log = openLog()
    log.add(flood)
    const { emulator, feed } = follow(log, { checkpointAt: async () => kept(1000, '\x1b[?2004h\x1b[?1hold') })
    feed.grew(log.end)
    await feed.caughtUp()
    expect(emulator.modes).toMatchObject({ bracketedPaste: true, applicationCursor: true })
    expect(texts(emulator).at(-1)).toBe('line 1499999')
    expect(texts(emulator).join()).not.toContain('old')
    expect(feed.offset).toBe(log.end)
  })

  test('shows a checkpoint in the size that it was drawn in', async () => {
    const log = openLog()
    log.add(flood)
    const at = log.end - 600_000
    const rows = Array.from({ length: 9 }, (_, row) => `\x1b[${row + 1};1Hrow ${row + 1}`).join('')
    const shot = { offset: at, size: { columns: 60, rows: 9 }, state: `\x1b[?1049h${rows}` }
    const { emulator, feed } = follow(log, { checkpointAt: async () => shot })
    feed.grew(at)
    await feed.caughtUp()
    expect(emulator.size).toEqual({ columns: 40, rows: 5 })
    expect(texts(emulator)).toEqual(['row 5', 'row 6', 'row 7', 'row 8', 'row 9'])
  })

  test('does not answer again what was answered', async () => {
    const log = openLog()
    log.add('\x1b[5n')
    const { emulator, feed } = follow(log, { answeredTo: 4 })
    const replies: string[] = []
    emulator.onReply(bytes => replies.push(new TextDecoder().decode(bytes)))
    feed.grew(log.end)
    await feed.caughtUp()
    log.add('\x1b[6n')
    feed.grew(log.end)
    await feed.caughtUp()
    expect(replies).toEqual(['\x1b[1;1R'])
  })

  test('counts what the log no longer has as skipped', async () => {
    const log = openLog(100)
    log.add('x'.repeat(120))
    const { feed } = follow(log)
    feed.grew(log.end)
    await feed.caughtUp()
    expect(feed.skippedBytes).toBe(100)
  })

  test('stops, and says why, when the log cannot be read', async () => {
    const emulator = openEmulator({ size: { columns: 40, rows: 5 }, answers: false })
    const feed = createFeed(emulator, () => Promise.reject(new Error('no such file')))
    feed.grew(10)
    expect(await feed.failed).toEqual(new Error('no such file'))
  })

  test('that is closed reads no more', async () => {
    const log = openLog()
    log.add(flood)
    const { feed } = follow(log)
    feed.grew(log.end)
    feed.close()
    await feed.caughtUp()
    expect(log.reads).toBeLessThan(3)
  })
})
