import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { StreamChoice } from '../../src/core/output.ts'
import { openLog } from '../../src/log/append.ts'
import { openReader } from '../../src/log/read.ts'
import { tmpDir } from '../tmp.ts'
import { type Appended, bytesOf, readBytes, writeLog } from './logs.ts'

const everything = Number.MAX_SAFE_INTEGER

const anyLines: fc.Arbitrary<Appended[]> = fc.array(
  fc
    .tuple(fc.constantFrom('stdout' as const, 'stderr' as const), fc.stringMatching(/^[ab\n]{0,20}$/))
    .map(([stream, text]) => ({ stream, bytes: Buffer.from(text), timeMs: 1 })),
  { maxLength: 30 },
)

test('the last lines begin where counting them in the whole text says', async () => {
  await fc.assert(
    fc.asyncProperty(
      anyLines,
      fc.record({
        segmentBytes: fc.integer({ min: 1, max: 100 }),
        lines: fc.nat(12),
        stream: fc.constantFrom<StreamChoice>('all', 'stdout', 'stderr'),
      }),
      async (output, { segmentBytes, lines, stream }) => {
        const folder = tmpDir()
        await writeLog(folder, output, { segmentBytes })
        const from = await openReader(folder).tail({ lines, maxBytes: everything, stream })
        const text = String(await readBytes(openReader(folder), { from, stream }))
        expect(text).toBe(lastLines(String(bytesOf(output, stream)), lines))
      },
    ),
    { numRuns: 100 },
  )
})

test('the last lines before a cursor are those of what was written up to it', async () => {
  await fc.assert(
    fc.asyncProperty(
      anyLines,
      fc.record({ segmentBytes: fc.integer({ min: 1, max: 100 }), lines: fc.nat(12), part: fc.nat(100) }),
      fc.constantFrom<StreamChoice>('all', 'stdout', 'stderr'),
      async (output, { segmentBytes, lines, part }, stream) => {
        const folder = tmpDir()
        await writeLog(folder, output, { segmentBytes })
        const before = Math.floor((bytesOf(output).length * part) / 100)
        const from = await openReader(folder).tail({ lines, maxBytes: everything, stream, before })
        const read = async (order: { from: number }) =>
          String(await readBytes(openReader(folder), { ...order, stream }))
        const after = await read({ from: before })
        const text = await read({ from })
        expect(from).toBeLessThanOrEqual(before)
        expect(text.slice(0, text.length - after.length)).toBe(
          lastLines(await textBefore(folder, before, stream), lines),
        )
      },
    ),
    { numRuns: 100 },
  )
})

async function textBefore(folder: string, before: number, stream: StreamChoice): Promise<string> {
  const all = await readBytes(openReader(folder), { stream })
  const after = await readBytes(openReader(folder), { from: before, stream })
  return String(all.subarray(0, all.length - after.length))
}

test('a tail looks back no further than it may', async () => {
  const folder = tmpDir()
  await writeLog(folder, [{ stream: 'stdout', bytes: Buffer.alloc(300_000, 'x'), timeMs: 1 }])
  expect(await openReader(folder).tail({ lines: 5, maxBytes: 100_000 })).toBe(200_000)
})

test('a tail of what is kept begins where that begins', async () => {
  const folder = tmpDir()
  const log = await openLog(folder, { capBytes: 10_000 })
  for (let at = 0; at < 100; at += 1) {
    log.append('stdout', Buffer.from('one line of output\n'.repeat(10)), at)
    await log.flush()
  }
  await log.close()
  const { firstAvailable } = await openReader(folder).bounds()
  expect(firstAvailable).toBeGreaterThan(0)
  expect(await openReader(folder).tail({ lines: 10_000, maxBytes: everything })).toBe(firstAvailable)
})

function lastLines(text: string, count: number): string {
  const lines = text.match(/[^\n]*\n|[^\n]+$/g) ?? []
  return count === 0 ? '' : lines.slice(-count).join('')
}
