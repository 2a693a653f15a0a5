import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type LinePlace, LineReader, type Read } from '../../src/log/line-reader.ts'
import { findLast, wholeFrom } from '../../src/log/line-start.ts'
import { type LogReader, openReader } from '../../src/log/read.ts'
import { tmpDir } from '../tmp.ts'
import { type Appended, writeLog } from './logs.ts'

const start: LinePlace = { offset: 0, back: 0 }

/** Output of two pipes with many unfinished lines between each other. */
const anyLines: fc.Arbitrary<readonly Appended[]> = fc
  .array(
    fc.record({
      stream: fc.constantFrom('stdout' as const, 'stderr' as const),
      text: fc.stringMatching(/^[ab\n]{0,6}$/),
    }),
    { maxLength: 25 },
  )
  .map(all => all.map(({ stream, text }, at) => ({ stream, bytes: Buffer.from(text), timeMs: 1_000 + at })))

test('whoever goes on at the place after any line gets what follows: no line twice, none not at all', async () => {
  await fc.assert(
    fc.asyncProperty(anyLines, async appends => {
      const reader = await logOf(appends)
      const all = await readAll(reader, start)
      for (const [at, read] of all.entries()) {
        const rest = await readAll(reader, read.next)
        expect(rest.map(textOf)).toEqual(all.slice(at + 1).map(textOf))
      }
    }),
  )
})

test('what is shown of unfinished lines is not shown again, only what comes to it', async () => {
  const folder = tmpDir()
  await writeLog(folder, [out('na'), err('wa'), out('me? ')])
  const reader = openReader(folder)
  const before = await readAll(reader, start)
  expect(before.map(textOf)).toEqual(['stdout name? ', 'stderr wa'])
  expect(await readAll(reader, before.at(-1)?.next ?? start)).toEqual([])
  await writeLog(folder, [err('it\n'), out('Ada\n')])
  expect((await readAll(reader, before.at(-1)?.next ?? start)).map(textOf)).toEqual(['stderr it', 'stdout Ada'])
  expect((await readAll(reader, before[0]?.next ?? start)).map(textOf)).toEqual(['stderr wait', 'stdout Ada'])
})

test('what is not kept any more is said as a gap, and whoever goes on after it gets the rest', async () => {
  const folder = tmpDir()
  for (let at = 0; at < 50; at += 1) await writeLog(folder, [out(`line ${at}\n`)], { segmentBytes: 64, capBytes: 640 })
  const reader = openReader(folder)
  const [gap, ...lines] = await readAll(reader, start)
  const { firstAvailable } = await reader.bounds()
  expect(gap).toMatchObject({ kind: 'gap', gap: { from: 0, to: firstAvailable, reason: 'dropped' } })
  expect(textOf(lines.at(-1) ?? gap)).toBe('stdout line 49')
  expect(await readAll(reader, gap?.next ?? start)).toEqual(lines)
})

test('the last lines are the last of all lines, with those that are unfinished', async () => {
  await fc.assert(
    fc.asyncProperty(anyLines, fc.nat(8), async (appends, lines) => {
      const reader = await logOf(appends)
      const all = (await readAll(reader, start)).map(textOf)
      const last = await findLast(reader, { lines, notBefore: start })
      expect((await readAll(reader, last.from)).map(textOf)).toEqual(lines === 0 ? [] : all.slice(-lines))
      expect(last.lines).toBe(Math.min(lines, all.length))
    }),
  )
})

test('the last lines that count are found however far apart they are', async () => {
  await fc.assert(
    fc.asyncProperty(anyLines, fc.integer({ min: 1, max: 4 }), async (appends, lines) => {
      const reader = await logOf(appends)
      const isWanted = (read: Read): boolean => textOf(read).endsWith('ab')
      const wanted = (await readAll(reader, start)).filter(isWanted).map(textOf)
      const counts = (found: readonly Read[]): readonly Read[] => found.filter(isWanted)
      const last = await findLast(reader, { lines, notBefore: start, counts })
      expect((await readAll(reader, last.from)).filter(isWanted).map(textOf)).toEqual(wanted.slice(-lines))
    }),
  )
})

test('from any place on, every line that goes on or begins there is whole', async () => {
  await fc.assert(
    fc.asyncProperty(anyLines, fc.nat(100), async (appends, pick) => {
      const reader = await logOf(appends)
      const { end } = await reader.bounds()
      const at = end === 0 ? 0 : pick % end
      const all = await readAll(reader, start)
      const after = all.filter(read => read.kind === 'line' && read.line.end > at).map(textOf)
      const found = (await readAll(reader, await wholeFrom(reader, at))).map(textOf)
      expect(found.filter(text => after.includes(text)).length).toBeGreaterThanOrEqual(after.length)
      expect(all.map(textOf)).toEqual(expect.arrayContaining(found))
    }),
  )
})

function out(text: string): Appended {
  return { stream: 'stdout', bytes: Buffer.from(text), timeMs: 1 }
}

function err(text: string): Appended {
  return { stream: 'stderr', bytes: Buffer.from(text), timeMs: 1 }
}

async function logOf(appends: readonly Appended[]): Promise<LogReader> {
  const folder = tmpDir()
  await writeLog(folder, appends)
  return openReader(folder)
}

async function readAll(reader: LogReader, from: LinePlace): Promise<Read[]> {
  const lines = new LineReader(reader, { from })
  const all: Read[] = []
  for (;;) {
    const { found, atEnd } = await lines.read()
    all.push(...found)
    if (atEnd) return [...all, ...lines.rest()]
  }
}

function textOf(read: Read | undefined): string {
  if (!read) return 'nothing'
  return read.kind === 'gap' ? `gap ${read.gap.from}` : `${read.line.stream} ${read.line.text}`
}
