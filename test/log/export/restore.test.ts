import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readStretches } from '../../../src/log/export/pages.ts'
import { openRestore } from '../../../src/log/export/restore.ts'
import { openReader } from '../../../src/log/read.ts'
import { tmpDir } from '../../tmp.ts'
import { anyOutput, readPages, writeLog } from '../logs.ts'

describe('a restored log', () => {
  it('has the same bytes at the same places, with their times and streams', async () => {
    await fc.assert(
      fc.asyncProperty(anyOutput, async output => {
        const [before, after] = [join(tmpDir(), 'log'), join(tmpDir(), 'log')]
        await writeLog(before, output)
        await restore(before, after)
        expect(await contentsOf(after)).toEqual(await contentsOf(before))
      }),
      { numRuns: 30 },
    )
  })

  it('misses what the other misses, and ends where it ends', async () => {
    const [before, after] = [join(tmpDir(), 'log'), join(tmpDir(), 'log')]
    // What is older than the cap is dropped, a segment at a time.
    const bytes = Buffer.alloc(64, 'x')
    const output = Array.from({ length: 60 }, (_, n) => ({ stream: 'stdout' as const, bytes, timeMs: 1_000 + n }))
    await writeLog(before, output, { capBytes: 1_500, segmentBytes: 256 })
    expect(await openReader(before).bounds()).toMatchObject({
      end: 3_840,
      firstAvailable: expect.toSatisfy(n => n > 0),
    })
    await restore(before, after)
    expect(await openReader(after).bounds()).toEqual(await openReader(before).bounds())
    expect(await contentsOf(after)).toEqual(await contentsOf(before))
  })

  it.each(['dropped', 'not-written', 'damaged'] as const)('says why bytes at its end are missing: %s', async reason => {
    const folder = join(tmpDir(), 'log')
    const log = await openRestore(folder)
    await log.add({ stream: 'pty', offset: 0, timeMs: 5, bytes: Buffer.from('abc') })
    await log.miss({ from: 3, to: 10, reason })
    await log.finish(10)
    const { gaps, end } = await openReader(folder).read({ from: 0, maxBytes: 100 })
    // What once was dropped between two segments is from here on as lost as what was damaged.
    expect({ gaps, end }).toEqual({
      end: 10,
      gaps: [{ from: 3, to: 10, reason: reason === 'dropped' ? 'damaged' : reason }],
    })
  })

  it('of which everything was dropped is empty and knows where it ended', async () => {
    const folder = join(tmpDir(), 'log')
    const log = await openRestore(folder)
    await log.miss({ from: 0, to: 10, reason: 'dropped' })
    await log.finish(10)
    expect(await openReader(folder).bounds()).toEqual({ firstAvailable: 10, end: 10 })
  })
})

async function restore(from: string, to: string): Promise<void> {
  const reader = openReader(from)
  const { end } = await reader.bounds()
  const log = await openRestore(to)
  for await (const stretch of readStretches(reader, end)) {
    if (stretch.kind === 'gap') await log.miss(stretch.gap)
    else await log.add(stretch.chunk)
  }
  await log.finish(end)
}

/** Every byte with its time and stream, and what is missing. */
async function contentsOf(folder: string): Promise<unknown> {
  const pages = await readPages(openReader(folder))
  return {
    bytes: pages.flatMap(({ chunks }) =>
      chunks.flatMap(({ stream, offset, timeMs, bytes }) =>
        [...bytes].map((byte, n) => [offset + n, byte, timeMs, stream]),
      ),
    ),
    gaps: pages.flatMap(({ gaps }) => gaps),
    end: pages.at(-1)?.end,
  }
}
