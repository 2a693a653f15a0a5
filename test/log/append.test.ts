import { existsSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { Fault } from '../../src/core/fault.ts'
import { openLog } from '../../src/log/append.ts'
import { openReader } from '../../src/log/read.ts'
import { writeToDisk } from '../../src/log/segment-writer.ts'
import { tmpDir } from '../tmp.ts'
import { until } from '../until.ts'
import { SlowDisk } from './disk.ts'
import { readBytes, readChunks } from './logs.ts'

const mebibyte = 1024 * 1024

test('bytes lie in the file as they came, so that tail and grep work on it', async () => {
  const folder = join(tmpDir(), 'run')
  const log = await openLog(folder)
  log.append('stdout', Buffer.from('one\n'), 1)
  log.append('stderr', Buffer.from('two\n'), 2)
  log.append('stdout', Buffer.from('three'), 3)
  await log.close()
  expect(readFileSync(join(folder, '0000000000000000.log'), 'utf8')).toBe('one\ntwo\nthree')
})

test('files are for the user alone', async () => {
  const folder = join(tmpDir(), 'state', 'run')
  const log = await openLog(folder)
  log.append('stdout', Buffer.from('secret'), 1)
  await log.close()
  const modes = readdirSync(folder).map(name => statSync(join(folder, name)).mode & 0o777)
  expect(modes).toEqual([0o600, 0o600])
  expect(statSync(folder).mode & 0o777).toBe(0o700)
  expect(statSync(join(folder, '..')).mode & 0o777).toBe(0o700)
})

test('a log goes on where it ended', async () => {
  const folder = tmpDir()
  for (const [at, word] of ['one', 'two', 'three'].entries()) {
    const log = await openLog(folder)
    log.append('stdout', Buffer.from(word), at)
    await log.close()
  }
  const chunks = await readChunks(openReader(folder))
  expect(chunks.map(({ offset, timeMs, bytes }) => [offset, timeMs, String(bytes)])).toEqual([
    [0, 0, 'one'],
    [3, 1, 'two'],
    [6, 2, 'three'],
  ])
})

test('the end counts at once, and is durable after a flush', async () => {
  const log = await openLog(tmpDir())
  log.append('stdout', Buffer.from('12345'), 1)
  expect([log.end, log.durableEnd]).toEqual([5, 0])
  await log.flush()
  expect([log.end, log.durableEnd]).toEqual([5, 5])
  await log.close()
})

test('what is durable can be read, by another process too', async () => {
  const folder = tmpDir()
  const log = await openLog(folder)
  log.append('stdout', Buffer.from('now'), 1)
  await log.flush()
  expect(String(await readBytes(openReader(folder)))).toBe('now')
  await log.close()
})

test('times never go back, whatever the clock does', async () => {
  const folder = tmpDir()
  const log = await openLog(folder)
  for (const timeMs of [50, 10, 60]) log.append('stdout', Buffer.from('x'), timeMs)
  await log.close()
  const later = await openLog(folder)
  later.append('stdout', Buffer.from('x'), 5)
  await later.close()
  const times = (await readChunks(openReader(folder), { maxBytes: 1 })).map(({ timeMs }) => timeMs)
  expect(times).toEqual([50, 50, 60, 60])
})

test('a source is asked to pause when the disk is behind, told when it caught up, and one batch is written at a time', async () => {
  let release = (): void => {}
  const gate = new Promise<void>(resolve => {
    release = resolve
  })
  let writing = 0
  let most = 0
  const log = await openLog(tmpDir(), {
    async write(file, buffers, position) {
      writing += 1
      most = Math.max(most, writing)
      await gate
      writing -= 1
      return writeToDisk(file, buffers, position)
    },
  })
  let drained = 0
  log.onDrain(() => {
    drained += 1
  })
  const chunk = Buffer.alloc(64 * 1024, 'x')
  let given = 0
  while (log.append('stdout', chunk, 1)) given += chunk.length
  expect(given).toBeGreaterThan(mebibyte)
  expect(given).toBeLessThan(8 * mebibyte)
  expect(drained).toBe(0)
  release()
  await until(() => drained === 1, { what: 'the source being told to go on' })
  expect(log.append('stdout', chunk, 1)).toBe(true)
  await log.close()
  expect(most).toBe(1)
})

test('a source that was asked to pause is told, whatever the other streams of the run do meanwhile', async () => {
  const disk = new SlowDisk()
  const log = await openLog(tmpDir(), { write: disk.write })
  let drained = 0
  log.onDrain(() => {
    drained += 1
  })
  while (log.append('stdout', Buffer.alloc(64 * 1024), 1)) expect(log.end).toBeLessThan(64 * mebibyte)
  const full = log.end
  disk.let(4)
  await until(() => log.durableEnd > 64 * 1024, { what: 'a batch being written' })
  expect(log.end - log.durableEnd).toBeGreaterThan(2 * mebibyte)
  expect(log.append('stderr', Buffer.from('meanwhile'), 1)).toBe(false)
  disk.let(Number.POSITIVE_INFINITY)
  await until(() => drained === 1, { what: 'the source being told to go on' })
  await log.close()
  expect(log.durableEnd).toBe(full + 9)
})

test('many tiny chunks weigh what they cost in memory', async () => {
  const log = await openLog(tmpDir(), { write: () => new Promise(() => {}) })
  const chunk = Buffer.from('x')
  let given = 0
  while (log.append('stdout', chunk, 1)) given += 1
  expect(given).toBeLessThan(100_000)
})

test('growth is told at once, then in a beat, and the last word is never missing', async () => {
  const log = await openLog(tmpDir())
  const told: number[] = []
  log.onGrow(end => told.push(end))
  const startMs = performance.now()
  for (let at = 0; at < 300; at += 1) {
    log.append('stdout', Buffer.from('x'), at)
    await log.flush()
    if (at === 0) expect(told).toEqual([1])
  }
  await until(() => told.at(-1) === 300, { what: 'the last growth being told', show: () => told })
  const allowed = Math.ceil(((performance.now() - startMs) / 1000) * 61) + 1
  expect(told.length).toBeLessThanOrEqual(allowed)
  await log.close()
})

test('growth that is owed is told at the close', async () => {
  const log = await openLog(tmpDir())
  const told: number[] = []
  log.onGrow(end => told.push(end))
  log.append('stdout', Buffer.from('one'), 1)
  await log.flush()
  log.append('stdout', Buffer.from('two'), 1)
  await log.close()
  expect(told).toEqual([3, 6])
})

test('a listener that left is not told', async () => {
  const log = await openLog(tmpDir())
  const told: number[] = []
  log.onGrow(end => told.push(end))()
  log.append('stdout', Buffer.from('x'), 1)
  await log.close()
  expect(told).toEqual([])
})

test('bytes that come after the close are counted, not thrown about', async () => {
  const log = await openLog(tmpDir())
  await log.close()
  expect(log.append('stdout', Buffer.from('late'), 1)).toBe(true)
  expect([log.end, log.droppedBytes]).toEqual([0, 4])
  await log.close()
})

test('a run that says nothing leaves no files', async () => {
  const folder = join(tmpDir(), 'run')
  await (await openLog(folder)).close()
  expect(readdirSync(folder)).toEqual([])
})

test('a link in place of the folder is refused, and what it points at is untouched', async () => {
  const outside = tmpDir()
  const link = join(tmpDir(), 'run')
  symlinkSync(outside, link)
  await expect(openLog(link)).rejects.toMatchObject({ code: 'refused' })
  expect(readdirSync(outside)).toEqual([])
})

test.each(['0000000000000000.log', '0000000000000000.idx'])('a link in place of %s is refused', async name => {
  const folder = tmpDir()
  const outside = join(tmpDir(), 'precious')
  writeFileSync(outside, 'precious')
  symlinkSync(outside, join(folder, name))
  const refusal = await openLog(folder).catch((error: unknown) => error)
  expect(refusal).toBeInstanceOf(Fault)
  expect(refusal).toMatchObject({ code: 'refused' })
  expect(readFileSync(outside, 'utf8')).toBe('precious')
})

test('a folder that cannot be made is refused with its reason', async () => {
  const file = join(tmpDir(), 'file')
  writeFileSync(file, '')
  await expect(openLog(join(file, 'run'))).rejects.toMatchObject({ code: 'refused', data: { errno: 'ENOTDIR' } })
})

test('a link that appears later is never written through', async () => {
  const folder = tmpDir()
  const outside = join(tmpDir(), 'precious')
  const log = await openLog(folder)
  symlinkSync(outside, join(folder, '0000000000000000.log'))
  log.append('stdout', Buffer.from('x'), 1)
  await log.close()
  expect(existsSync(outside)).toBe(false)
  expect(log.trouble).toBeInstanceOf(Fault)
  expect(log.droppedBytes).toBe(1)
})
