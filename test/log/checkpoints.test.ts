import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Checkpoint } from '../../src/core/checkpoint.ts'
import { openLog } from '../../src/log/append.ts'
import { readCheckpoint, writeCheckpoint } from '../../src/log/checkpoints.ts'
import { openReader } from '../../src/log/read.ts'
import { tmpDir } from '../tmp.ts'

function at(offset: number): Checkpoint {
  return { offset, size: { columns: 80, rows: 24 }, state: `\x1b[2J${offset} 日` }
}

test('the last screen at or before a place is found', async () => {
  const folder = tmpDir()
  for (const offset of [10, 300, 20_000]) await writeCheckpoint(folder, at(offset))
  expect(await readCheckpoint(folder, 20_000)).toEqual(at(20_000))
  expect(await readCheckpoint(folder, 19_999)).toEqual(at(300))
  expect(await readCheckpoint(folder, 9)).toBeUndefined()
  expect(await readCheckpoint(join(folder, 'none'), 9)).toBeUndefined()
})

test('only the newest four are kept', async () => {
  const folder = tmpDir()
  for (const offset of [1, 2, 3, 4, 5, 6]) await writeCheckpoint(folder, at(offset))
  expect(readdirSync(folder)).toHaveLength(4)
  expect(await readCheckpoint(folder, 2)).toBeUndefined()
  expect(await readCheckpoint(folder, 3)).toEqual(at(3))
})

test.each(['', '{', 'null', '{"offset":9}', '{"offset":8,"size":{"columns":1,"rows":1},"state":""}'])(
  'one that was damaged (%s) is passed by, and the one before it is taken',
  async text => {
    const folder = tmpDir()
    await writeCheckpoint(folder, at(5))
    writeFileSync(join(folder, '0000000000000009.screen'), text)
    expect(await readCheckpoint(folder, 9)).toEqual(at(5))
  },
)

test('they lie beside the output, which is read and mended as ever', async () => {
  const folder = join(tmpDir(), 'run')
  mkdirSync(folder)
  await writeCheckpoint(folder, at(0))
  const log = await openLog(folder)
  log.append('pty', Buffer.from('hello'), 1)
  await log.close()
  const again = await openLog(folder)
  await again.close()
  const reader = openReader(folder)
  expect(await reader.bounds()).toEqual({ firstAvailable: 0, end: 5 })
  expect(await reader.checkpoint(5)).toEqual(at(0))
})
