import { rmSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openReader } from '../../src/log/read.ts'
import { tmpDir } from '../tmp.ts'
import { anyOutput, bytesOf, writeLog } from './logs.ts'

test('a time leads to the first byte that was written then or later', async () => {
  await fc.assert(
    fc.asyncProperty(anyOutput, fc.integer({ min: 1, max: 300 }), async (output, segmentBytes) => {
      const folder = tmpDir()
      await writeLog(folder, output, { segmentBytes })
      const times = output.flatMap(({ timeMs, bytes }) => Array.from(bytes, () => timeMs))
      for (const timeMs of [0, 1_000, 1_001, 1_005, 1_020, 9_999]) {
        const expected = times.findIndex(time => time >= timeMs)
        const found = await openReader(folder).atTime(timeMs)
        expect(found).toBe(expected < 0 ? bytesOf(output).length : expected)
      }
    }),
    { numRuns: 40 },
  )
})

test('a time in what is gone leads to a cursor that can be read', async () => {
  const folder = tmpDir()
  const output = [1, 2, 3].map(timeMs => ({ stream: 'stdout', bytes: Buffer.alloc(10), timeMs }) as const)
  await writeLog(folder, output, { segmentBytes: 10 })
  rmSync(join(folder, '0000000000000000.log'))
  rmSync(join(folder, '0000000000000000.idx'))
  expect(await openReader(folder).atTime(1)).toBe(10)
})

test('a time when output was lost leads to the gap', async () => {
  const folder = tmpDir()
  const output = [1, 5].map(timeMs => ({ stream: 'stdout', bytes: Buffer.alloc(10), timeMs }) as const)
  await writeLog(folder, output)
  truncateSync(join(folder, '0000000000000000.log'), 10)
  await writeLog(folder, [{ stream: 'stdout', bytes: Buffer.alloc(10), timeMs: 9 }])
  const reader = openReader(folder)
  expect([await reader.atTime(3), await reader.atTime(6)]).toEqual([10, 20])
})
