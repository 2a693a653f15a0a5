import { expect, test, vi } from 'vitest'
import { openTerminalPane, type TerminalPane } from '../../../src/tui/panes/terminal-pane.ts'
import { until } from '../../until.ts'
import { openRun, type Run, untilShows, type Watched, watch } from './watched.ts'

const size = { columns: 20, rows: 4 }

type Opened = { readonly run: Run; readonly pane: TerminalPane; readonly watched: Watched }

async function openProgram(first = ''): Promise<Opened> {
  const run = await openRun()
  if (first !== '') await run.print(first, 'pty')
  const pane = openTerminalPane({ source: run.source, size })
  return { run, pane, watched: watch(pane, size) }
}

function numbered(from: number, to: number): string {
  return Array.from({ length: to - from }, (_, at) => `line ${from + at}\r\n`).join('')
}

test('the screen that the program drew shows, with its colours and its cursor', async () => {
  const { run, pane, watched } = await openProgram('\x1b[2J\x1b[2;3H\x1b[31mred\x1b[0m 漢字')
  await untilShows(watched, ['', '  red 漢字', ''])
  expect(watched.shown()[1]).toContain('\x1b[31mred')
  expect(pane.cursor()).toEqual({ x: 10, y: 1, shape: 'block' })
  await run.print('\x1b[6 q\x1b[1;1H', 'pty')
  await until(() => pane.cursor()?.shape === 'bar', { what: 'a bar' })
  expect(pane.cursor()).toEqual({ x: 0, y: 0, shape: 'bar' })
  await run.print('\x1b[?25l', 'pty')
  await until(() => pane.cursor() === undefined, { what: 'no cursor' })
})

test('what the program asked of its terminal is known to whoever sends it keys', async () => {
  const { run, pane } = await openProgram()
  await run.print('\x1b[?1049h\x1b[?1h\x1b[?2004h\x1b[?1002h\x1b[?1006h\x1b[?1004h', 'pty')
  await until(() => pane.modes.focusEvents, { what: 'the modes', show: () => pane.modes })
  expect(pane.modes).toMatchObject({
    ...{ alternateScreen: true, applicationCursor: true, bracketedPaste: true },
    ...{ mouse: 'drag', mouseEncoding: 'sgr' },
  })
})

test('bells, progress and titles are told', async () => {
  const { run, pane } = await openProgram()
  const told: unknown[] = []
  pane.onBell(() => told.push('bell'))
  pane.onProgress(progress => told.push(progress))
  await run.print('\x07\x1b]0;the title\x07\x1b]9;4;1;40\x07', 'pty')
  await until(() => told.length === 2, { what: 'both', show: () => told })
  expect(told).toEqual(['bell', { state: 'normal', percent: 40 }])
  expect(pane.title).toBe('the title')
})

test('scrolling up freezes the view, says how much is new, and the end follows again', async () => {
  const { run, pane, watched } = await openProgram(numbered(0, 20))
  await untilShows(watched, ['line 17', 'line 18', 'line 19', ''])
  expect(pane.foot()).toBe('following')
  pane.scroll({ by: 'page', count: -1 })
  await untilShows(watched, ['line 14', 'line 15', 'line 16', 'line 17'])
  expect(pane.foot()).toBe('frozen')
  expect(pane.cursor()).toBeUndefined()
  await run.print(numbered(20, 25), 'pty')
  await until(() => pane.foot() === 'frozen · 5 new', { what: 'the news', show: () => pane.foot() })
  await untilShows(watched, ['line 14', 'line 15', 'line 16', 'line 17'])
  pane.scroll({ to: 'start' })
  await untilShows(watched, ['line 0'])
  pane.scroll({ by: 'line', count: 1000 })
  await untilShows(watched, ['line 22', 'line 23', 'line 24', ''])
  expect(pane.foot()).toBe('following')
})

test('a frozen view stays as it is also when its rows have left the scrollback', async () => {
  const { run, pane, watched } = await openProgram(numbered(0, 20))
  await untilShows(watched, ['line 17'])
  pane.scroll({ to: 'start' })
  await untilShows(watched, ['line 0', 'line 1', 'line 2', 'line 3'])
  await run.print(numbered(20, 3000), 'pty')
  await until(() => /frozen · [\d]{4} new/.test(pane.foot()), { what: 'the news', show: () => pane.foot() })
  await untilShows(watched, ['line 0', 'line 1', 'line 2', 'line 3'])
})

test('a full-screen program has nothing above its screen', async () => {
  const { run, pane, watched } = await openProgram(numbered(0, 20))
  await run.print('\x1b[?1049h\x1b[2J\x1b[Heditor', 'pty')
  await untilShows(watched, ['editor', ''])
  pane.scroll({ by: 'page', count: -1 })
  await untilShows(watched, ['editor', ''])
  expect(pane.foot()).toBe('')
})

test('another size reflows, and a pane of another size shows the part with the cursor', async () => {
  const { pane, watched } = await openProgram('a line of 24 characters.\r\n$ ')
  await untilShows(watched, ['a line of 24 charact', 'ers.', '$'])
  pane.resize({ columns: 30, rows: 4 })
  await until(() => pane.rows({ columns: 30, rows: 4 })[0]?.startsWith('a line of 24 characters.'), {
    what: 'one line',
  })
  pane.resize({ columns: 30, rows: 10 })
  await until(() => pane.size.rows === 10, { what: 'ten rows' })
  expect(pane.rows({ columns: 10, rows: 1 })).toEqual(['$         '])
  expect(pane.foot()).toBe('30×10')
})

test('an update that the program marked is shown when it is whole', async () => {
  const { run, watched } = await openProgram('before')
  await untilShows(watched, ['before'])
  await run.print('\x1b[?2026h\x1b[2J\x1b[Hhalf', 'pty')
  await run.print(' done\x1b[?2026l', 'pty')
  await untilShows(watched, ['half done'])
  expect(watched.all()).not.toContain('half')
})

test('an update that is never ended does not freeze the screen', async () => {
  const { run, watched } = await openProgram('before')
  await untilShows(watched, ['before'])
  await run.print('\x1b[?2026h\x1b[2J\x1b[Hfor ever', 'pty')
  await untilShows(watched, ['for ever'])
})

test('a flood shows its end, and what was passed over is counted', async () => {
  const { run, pane, watched } = await openProgram()
  await run.flood(`${'x'.repeat(78)}\r\n`.repeat(13_000), 32)
  await run.print('the end\r\n', 'pty')
  await until(() => watched.text().includes('the end'), { what: 'the end', timeoutMs: 20_000, show: watched.text })
  await pane.caughtUp()
  expect(pane.skippedBytes).toBeGreaterThan(0)
})

test('nothing of it is left when it is closed', async () => {
  const run = await openRun()
  await run.print('\x1b[?2026hhalf', 'pty')
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  try {
    const pane = openTerminalPane({ source: run.source, size })
    await pane.caughtUp()
    pane.rows(size)
    pane.rows(size)
    expect(vi.getTimerCount()).toBe(1)
    pane.close()
    expect(vi.getTimerCount()).toBe(0)
    const { pages } = run.reads()
    vi.useRealTimers()
    await run.print('more', 'pty')
    expect(run.reads().pages).toBe(pages)
  } finally {
    vi.useRealTimers()
  }
})
