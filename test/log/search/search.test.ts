import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createLineCleaner } from '../../../src/core/shown-line.ts'
import { LineSplitter } from '../../../src/log/lines.ts'
import { type Expression, openMatcher } from '../../../src/log/match.ts'
import { type FoundLine, openSearch } from '../../../src/log/search/search.ts'
import { tmpDir } from '../../tmp.ts'
import { type Appended, writeLog } from '../logs.ts'

const texts = fc
  .array(
    fc.constantFrom(
      'GET ',
      '/api',
      'took 12ms',
      'é',
      '\x1b[31m',
      '\x1b[0m',
      '\x1b]0;t\x07',
      '\n',
      '\n',
      '\r\n',
      'err',
      'or',
    ),
  )
  .map(all => all.join(''))

const anyOutput: fc.Arbitrary<readonly Appended[]> = fc
  .array(fc.record({ stream: fc.constantFrom('stdout' as const, 'stderr' as const), text: texts }), { maxLength: 12 })
  .map(all => all.map(({ stream, text }, at) => ({ stream, bytes: Buffer.from(text), timeMs: 1_000 + at })))

const anyExpression = fc.constantFrom<Expression>(
  ...[
    { source: 'error', literal: true },
    { source: 'T /A', literal: true, ignoreCase: true },
    { source: 'é', literal: true },
  ],
  ...[
    { source: String.raw`took \d+ms` },
    { source: 'err|api' },
    { source: '^GET' },
    { source: 'or$' },
    { source: String.raw`\d{2}ms` },
  ],
  ...[
    { source: 'é.*/api' },
    { source: String.raw`\S+ms$` },
    { source: '(?!GET)e' },
    { source: 'ERR', ignoreCase: true },
    { source: '' },
  ],
)

test('what is found is what each line by itself, as it is shown, would have given', async () => {
  await fc.assert(
    fc.asyncProperty(anyOutput, anyExpression, async (appends, expression) => {
      const folder = tmpDir()
      await writeLog(folder, appends, { segmentBytes: 64 })
      expect(await collect(folder, expression)).toEqual(lineByLine(appends, expression))
    }),
  )
})

test('an expression that is never done is refused, also when only some lines are dear to it', async () => {
  const folder = tmpDir()
  await writeLog(folder, [{ stream: 'stdout', bytes: Buffer.from(`fine\n${'a'.repeat(60)}!\n`), timeMs: 1 }])
  const search = openSearch(openMatcher({ source: '^(a+)+$' }), 100)
  await expect(search.run(folder, undefined).next()).rejects.toThrow(/was broken off/)
})

test('lines before a time are left out, and a run without output has none', async () => {
  const folder = tmpDir()
  await writeLog(
    folder,
    [1, 2, 3].map(at => ({ stream: 'stdout' as const, bytes: Buffer.from(`line ${at}\n`), timeMs: at * 1_000 })),
  )
  expect((await collect(folder, { source: 'line' }, 2_000)).map(({ text }) => text)).toEqual(['line 2', 'line 3'])
  expect(await collect(tmpDir(), { source: 'line' })).toEqual([])
})

test('a line is found with the first that reads it, many blocks on', async () => {
  const folder = tmpDir()
  const line = `${'filler '.repeat(20)}\n`
  const much = Buffer.from(line.repeat(20_000))
  const last = Buffer.from('the needle\n')
  await writeLog(
    folder,
    [much, much, much, last, much].map(bytes => ({ stream: 'stdout' as const, bytes, timeMs: 5 })),
  )
  const [found] = await collect(folder, { source: 'needle', literal: true })
  expect(found).toEqual({
    stream: 'stdout',
    offset: 3 * much.length,
    end: 3 * much.length + 11,
    timeMs: 5,
    text: 'the needle',
  })
  expect((await collect(folder, { source: String.raw`need\w+` })).length).toBe(1)
  expect((await collect(folder, { source: 'filler', literal: true })).length).toBe(80_000)
})

async function collect(folder: string, expression: Expression, sinceMs?: number): Promise<FoundLine[]> {
  const all: FoundLine[] = []
  for await (const found of openSearch(openMatcher(expression)).run(folder, sinceMs)) all.push(...found)
  return all.sort((one, other) => one.offset - other.offset)
}

function lineByLine(appends: readonly Appended[], expression: Expression): FoundLine[] {
  const splitter = new LineSplitter()
  const matcher = openMatcher(expression)
  let offset = 0
  const lines = appends.flatMap(({ stream, bytes, timeMs }) => {
    offset += bytes.length
    return splitter.push({ stream, bytes, timeMs, offset: offset - bytes.length })
  })
  return [...lines, ...splitter.flush()]
    .map(({ complete, ...line }) => {
      return { ...line, text: createLineCleaner({ keep: 'nothing' }).clean({ text: line.text, complete }) }
    })
    .filter(({ text }) => matcher.among([text]).length > 0)
    .sort((one, other) => one.offset - other.offset)
}
