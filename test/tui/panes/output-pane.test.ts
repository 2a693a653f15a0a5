import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openOutputPane } from '../../../src/tui/panes/output-pane.ts'
import { toPattern } from '../../../src/tui/panes/pattern.ts'
import { until } from '../../until.ts'
import { openRun, untilShows, type Watched, watch } from './watched.ts'

const size = { columns: 40, rows: 5 }

function numbered(from: number, to: number): string {
  return Array.from({ length: to - from }, (_, at) => `line ${from + at}\n`).join('')
}

function numbersIn({ text }: Watched): number[] {
  return text()
    .flatMap(row => /line (\d+)/.exec(row)?.slice(1, 2) ?? [])
    .map(Number)
}

test('the last lines show, and new ones as they come', async () => {
  const run = await openRun()
  await run.print(numbered(0, 100))
  const pane = openOutputPane({ source: run.source })
  const watched = watch(pane, size)
  await untilShows(watched, [' line 95', ' line 96', ' line 97', ' line 98', ' line 99'])
  await run.print('one more\n')
  await untilShows(watched, [' line 96', ' line 97', ' line 98', ' line 99', ' one more'])
  expect(pane.foot()).toBe('following')
})

test('every row has exactly the cells that were asked for and ends in the default style', async () => {
  const run = await openRun()
  await run.print('\x1b[31mred and more than fits in the columns that there are\nnext 漢字 😀\n')
  const watched = watch(openOutputPane({ source: run.source }), { columns: 12, rows: 8 })
  await until(() => watched.text()[0] !== '', { what: 'the output' })
  expect(watched.shown()).toHaveLength(8)
  for (const row of watched.shown()) expect(row).toMatch(/^(?:[^\x1b]*\x1b\[[\d;]*m)*[^\x1b]*$/)
  expect(watched.shown()[1]).toMatch(/\x1b\[0?m *$/)
})

test('a prompt without a newline shows at once, and grows where it is', async () => {
  const run = await openRun()
  const watched = watch(openOutputPane({ source: run.source }), size)
  await run.print('name? ')
  await untilShows(watched, [' name?'])
  await run.print('Ada')
  await untilShows(watched, [' name? Ada'])
  await run.print('\nage? ')
  await untilShows(watched, [' name? Ada', ' age?'])
})

test('progress that goes back by carriage return shows its last state', async () => {
  const run = await openRun()
  const watched = watch(openOutputPane({ source: run.source }), size)
  await run.print('10%\r 20%\r 30%')
  await untilShows(watched, ['  30%'])
  await run.print('\rdone\n')
  await untilShows(watched, [' done'])
})

test('stderr is told from stdout by a bar, and each can be seen alone', async () => {
  const run = await openRun()
  await run.print('fine\n')
  await run.print('wrong\n', 'stderr')
  const pane = openOutputPane({ source: run.source })
  const watched = watch(pane, size)
  await untilShows(watched, [' fine', '▌wrong', ''])
  pane.setStream('stderr')
  await untilShows(watched, ['wrong', ''])
  pane.setStream('stdout')
  await untilShows(watched, ['fine', ''])
})

test('output of one stream has no bar', async () => {
  const run = await openRun()
  await run.print('merged\n', 'merged')
  await untilShows(watch(openOutputPane({ source: run.source }), size), ['merged'])
})

test('a colour goes on in the next line of its own stream', async () => {
  const run = await openRun()
  await run.print('\x1b[32mgreen\n')
  await run.print('plain\n', 'stderr')
  await run.print('still green\x1b[m\nplain again\n')
  const watched = watch(openOutputPane({ source: run.source }), size)
  await untilShows(watched, [' green', '▌plain', ' still green', ' plain again'])
  const isGreen = watched.shown().map(row => row.includes('\x1b[32m'))
  expect(isGreen).toEqual([true, false, true, false, false])
})

test('nothing that a program prints reaches the terminal but text and colours', async () => {
  const run = await openRun()
  await run.print('a\x1b]0;title\x07b\x1b[2Jc\x1b]52;c;aGk=\x07d\x1b[6n\x1bPq\x1b\\e\u009b5nf\u202eg\n')
  const watched = watch(openOutputPane({ source: run.source }), size)
  await untilShows(watched, [' abcdefg'])
})

test('long lines are wrapped, or cut with a sign that there is more', async () => {
  const run = await openRun()
  await run.print(`${'abcdefghij'.repeat(3)}\nshort\n`)
  const pane = openOutputPane({ source: run.source })
  const watched = watch(pane, { columns: 13, rows: 4 })
  await untilShows(watched, [' abcdefghijab', ' cdefghijabcd', ' efghij', ' short'])
  pane.setWrap(false)
  await untilShows(watched, [' abcdefghija…', ' short', ''])
})

test('time stamps say when each line began, and wrapped rows stand under their text', async () => {
  const run = await openRun()
  await run.print(`${'x'.repeat(40)}\n`)
  const pane = openOutputPane({ source: run.source, times: true })
  const watched = watch(pane, size)
  await until(() => watched.text()[1] !== '', { what: 'two rows', show: watched.text })
  expect(watched.text()[0]).toMatch(/^ \d\d:\d\d:\d\d x{30}$/)
  expect(watched.text()[1]).toMatch(/^ {10}x{10}$/)
  pane.setTimes(false)
  await untilShows(watched, [` ${'x'.repeat(39)}`, ' x'])
})

test('scrolling up freezes the view, says how much is new, and the end follows again', async () => {
  const run = await openRun()
  await run.print(numbered(0, 50))
  const pane = openOutputPane({ source: run.source })
  const watched = watch(pane, size)
  await untilShows(watched, [' line 45'])
  pane.scroll({ by: 'line', count: -2 })
  await untilShows(watched, [' line 43'])
  expect(pane.foot()).toBe('frozen')
  await run.print(numbered(50, 53))
  await until(() => pane.foot() === 'frozen · 3 new', { what: 'the news', show: () => pane.foot() })
  expect(numbersIn(watched)).toEqual([43, 44, 45, 46, 47])
  pane.scroll({ by: 'page', count: 1 })
  pane.scroll({ by: 'page', count: 1 })
  await until(() => pane.foot() === 'following', { what: 'the end', show: () => pane.foot() })
  await untilShows(watched, [' line 48', ' line 49', ' line 50', ' line 51', ' line 52'])
})

test('one can go back to the first byte that is kept, and forward again, over any amount of output', async () => {
  const run = await openRun()
  await run.print(numbered(0, 30_000))
  const pane = openOutputPane({ source: run.source })
  const watched = watch(pane, size)
  await untilShows(watched, [' line 29995'])
  for (let top = 29_955; top > 29_000; top -= 40) {
    pane.scroll({ by: 'page', count: -10 })
    await untilShows(watched, [` line ${top}`])
  }
  pane.scroll({ to: 'start' })
  await untilShows(watched, [' line 0', ' line 1'])
  pane.scroll({ by: 'page', count: 1 })
  await untilShows(watched, [' line 4', ' line 5'])
  pane.scroll({ by: 'line', count: 20_000 })
  pane.scroll({ to: 'end' })
  await untilShows(watched, [' line 29995'])
})

test('a gap in the log is a line that says how much is gone', async () => {
  const run = await openRun({ capBytes: 20_000 })
  for (let at = 0; at < 40; at++) await run.print(numbered(at * 100, at * 100 + 100))
  const pane = openOutputPane({ source: run.source })
  const watched = watch(pane, size)
  await untilShows(watched, [' line 3995'])
  pane.scroll({ to: 'start' })
  await until(() => /^ ?┄┄ [\d.]+K of older output dropped ┄┄$/.test(watched.text()[0] ?? ''), {
    what: 'the gap',
    show: watched.text,
  })
  const [, first = ''] = /line (\d+)/.exec(watched.text()[1] ?? '') ?? []
  expect(Number(first)).toBeGreaterThan(1000)
  pane.scroll({ to: 'end' })
  await untilShows(watched, [' line 3995'])
  for (let pages = 0; pages < 600; pages++) pane.scroll({ by: 'page', count: -1 })
  await until(() => watched.text()[0]?.includes('of older output dropped'), {
    what: 'the gap again',
    show: watched.text,
  })
})

test('a flood is not read through: only its end is, as often as it is painted', async () => {
  const run = await openRun()
  const pane = openOutputPane({ source: run.source })
  const watched = watch(pane, { columns: 80, rows: 40 })
  const lines = `${'x'.repeat(79)}\n`.repeat(13_107)
  await run.flood(lines, 64)
  await run.print('the end\n')
  await until(() => watched.text().includes(' the end'), { what: 'the end', timeoutMs: 10_000, show: watched.text })
  const { bytes } = run.reads()
  expect(bytes).toBeLessThan(watched.paints() * 3 * 64 * 1024)
  expect(bytes).toBeLessThan(16 * 1024 * 1024)
})

test('a pane that nobody looks at reads nothing', async () => {
  const run = await openRun()
  const pane = openOutputPane({ source: run.source })
  for (let count = 0; count < 5; count++) await run.print(numbered(0, 1000))
  expect(run.reads().pages).toBe(0)
  pane.close()
})

test('all matches are marked and counted, the one that the person is at in its own way', async () => {
  const run = await openRun()
  await run.print('GET /cart 200\nGET /cart 500\nPOST /cart 500 cart\n')
  const pane = openOutputPane({ source: run.source })
  const watched = watch(pane, size)
  await untilShows(watched, [' GET /cart 200'])
  pane.search(toPattern('cart'))
  await until(() => pane.foot() === '4 of 4 · following', { what: 'the count', show: () => pane.foot() })
  await until(
    () =>
      watched
        .shown()
        .join('')
        .match(/\x1b\[(?:\d+;)*7m/g)?.length === 4,
    { what: 'four marks', show: watched.shown },
  )
  expect(
    watched
      .shown()
      .join('\n')
      .match(/\x1b\[(?:0;)?1;4;7mcart/g),
  ).toHaveLength(1)
  pane.nextMatch(-1)
  pane.nextMatch(-1)
  await until(() => pane.foot().startsWith('2 of 4'), { what: 'the second', show: () => pane.foot() })
  pane.nextMatch(1)
  await until(() => pane.foot().startsWith('3 of 4'), { what: 'the third', show: () => pane.foot() })
  pane.search(undefined)
  await until(() => !watched.shown().join('').includes('7m'), { what: 'no marks', show: watched.shown })
})

test('a match far above is found in what is not in memory, and the view goes there', async () => {
  const run = await openRun()
  await run.print(`${numbered(0, 500)}needle\n${numbered(500, 200_000)}`)
  const pane = openOutputPane({ source: run.source })
  const watched = watch(pane, size)
  await untilShows(watched, [' line 199995'])
  pane.search(toPattern('needle'))
  await until(() => pane.foot().startsWith('no match here'), { what: 'nothing here', show: () => pane.foot() })
  pane.nextMatch(-1)
  await until(() => watched.text().includes(' needle'), { what: 'the needle', timeoutMs: 10_000, show: watched.text })
  await until(() => pane.foot().startsWith('1 of 1'), { what: 'the count', show: () => pane.foot() })
})

test('only matching lines are shown by a filter, those that come later too', async () => {
  const run = await openRun()
  await run.print(numbered(0, 20_000))
  const pane = openOutputPane({ source: run.source })
  const watched = watch(pane, size)
  pane.filter(toPattern('line \\d+000$'))
  await untilShows(watched, [' line 15000', ' line 16000', ' line 17000', ' line 18000', ' line 19000'])
  await run.print('line 1\nline 20000\nline 2')
  await untilShows(watched, [' line 16000', ' line 17000', ' line 18000', ' line 19000', ' line 20000'])
  expect(pane.foot()).toBe('filtered · following')
  pane.filter(undefined)
  await untilShows(watched, [' line 19998', ' line 19999', ' line 1', ' line 20000', ' line 2'])
})

test('what is typed to search for is an expression, or plain text where it is none', () => {
  expect('a(b'.match(toPattern('a(b') ?? '')?.[0]).toBe('a(b')
  expect('ERROR'.match(toPattern('err.r') ?? '')?.[0]).toBe('ERROR')
  expect('error'.match(toPattern('Error') ?? '')).toBeNull()
  expect(toPattern('')).toBeUndefined()
})

test('a failure to read is said, and what follows is read again', async () => {
  const run = await openRun()
  let isBroken = true
  const read: typeof run.source.read = order =>
    isBroken ? Promise.reject(new Error('no such disk')) : run.source.read(order)
  const pane = openOutputPane({ source: { ...run.source, read } })
  const watched = watch(pane, size)
  await until(() => pane.foot().includes('no such disk'), { what: 'the problem', show: () => pane.foot() })
  isBroken = false
  await run.print('here again\n')
  await untilShows(watched, [' here again'])
  expect(pane.foot()).toBe('following')
})

test('however output comes and however one moves, the view is a stretch of the lines there are', async () => {
  const moves = fc.oneof(
    fc.record({ kind: fc.constant('print' as const), lines: fc.integer({ min: 1, max: 3000 }) }),
    fc.record({ kind: fc.constant('scroll' as const), pages: fc.integer({ min: -40, max: 40 }) }),
    fc.record({ kind: fc.constant('to' as const), to: fc.constantFrom('start' as const, 'end' as const) }),
    fc.record({ kind: fc.constant('turn' as const) }),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(moves, { maxLength: 12 }), async sequence => {
      const run = await openRun()
      const pane = openOutputPane({ source: run.source })
      const watched = watch(pane, size)
      let count = 0
      for (const move of sequence) {
        if (move.kind === 'print') {
          await run.print(numbered(count, count + move.lines))
          count += move.lines
        } else if (move.kind === 'scroll') pane.scroll({ by: 'page', count: move.pages })
        else if (move.kind === 'to') pane.scroll({ to: move.to })
        else await new Promise(resolve => setImmediate(resolve))
        const numbers = numbersIn(watched)
        expect(numbers).toEqual(numbers.map((_, at) => (numbers[0] ?? 0) + at))
      }
      pane.scroll({ to: 'end' })
      const last = Array.from({ length: Math.min(count, 5) }, (_, at) => ` line ${Math.max(0, count - 5) + at}`)
      await untilShows(watched, last)
      pane.close()
    }),
    { numRuns: 40, endOnFailure: true },
  )
})
