import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, onTestFinished, test } from 'vitest'
import { openLog } from '../../src/log/append.ts'
import { type LogReader, openReader } from '../../src/log/read.ts'
import { tmpDir } from '../tmp.ts'
import { until } from '../until.ts'
import { cover, findWrong, readPages, stretchesOf } from './logs.ts'

const writer = new URL('append-forever.ts', import.meta.url).pathname

test('while another process writes a log and drops its segments, readers see true bytes and said gaps, nothing else', async () => {
  const { folder } = await startWriter()
  const reader = openReader(folder)
  await until(async () => (await reader.bounds()).firstAvailable > 100_000, { what: 'segments being dropped' })
  const { end } = await reader.bounds()
  const results = await Promise.all([
    followTo(reader, 0, end + 1_000_000),
    followTo(reader, 50_000, end + 1_000_000),
    followTo(reader, end, end + 1_000_000),
  ])
  expect(results).toEqual(results.map(() => 'true'))
})

test('what a reader saw is still there after kill -9 of the writer, and the log goes on from its end', async () => {
  for (let round = 0; round < 5; round += 1) {
    const { folder, child } = await startWriter()
    const reader = openReader(folder)
    const { end: seen } = await until(async () => sizeable(await reader.bounds(), round), { what: 'some output' })
    child.kill('SIGKILL')
    await once(child, 'exit')
    const log = await openLog(folder, { segmentBytes: 16 * 1024, capBytes: 256 * 1024 })
    expect(log.end).toBe(log.durableEnd)
    expect(log.end).toBeGreaterThanOrEqual(seen)
    const { end } = log
    log.append('stdout', Buffer.from('after'), Date.now())
    await log.close()
    const pages = await readPages(reader, { maxBytes: 100_000 })
    expect(cover(stretchesOf(pages), 0, end + 5)).toBe(true)
    const before = pages.flatMap(({ chunks }) => chunks).filter(({ offset }) => offset < end)
    expect(findWrong(before)).toBeUndefined()
    expect(pages.flatMap(({ gaps }) => gaps.filter(({ reason }) => reason !== 'dropped'))).toEqual([])
  }
})

async function startWriter(): Promise<{ folder: string; child: ChildProcess }> {
  const folder = tmpDir()
  const child = spawn(process.execPath, [writer, folder], { stdio: ['ignore', 'ignore', 'inherit'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  const reader = openReader(folder)
  await until(async () => (await reader.bounds()).end > 0, { what: 'the writer writing' })
  return { folder, child }
}

function sizeable<Bounds extends { readonly end: number }>(bounds: Bounds, round: number): Bounds | false {
  return bounds.end > 20_000 * (round + 1) && bounds
}

// Reads without rest up to an offset; `true`, or the first thing that is not.
async function followTo(reader: LogReader, from: number, to: number): Promise<string> {
  for (let cursor = from; cursor < to; ) {
    const page = await reader.read({ from: cursor, maxBytes: 30_000 })
    const wrong = findWrong(page.chunks)
    if (wrong) return `wrong bytes at ${wrong.offset}`
    if (!cover(stretchesOf([page]), cursor, page.next)) return `a hole between ${cursor} and ${page.next}`
    const lost = page.gaps.find(({ reason }) => reason !== 'dropped')
    if (lost) return `${lost.reason} from ${lost.from} to ${lost.to}`
    cursor = page.next
  }
  return 'true'
}
