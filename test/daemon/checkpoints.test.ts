import { describe, expect, test } from 'vitest'
import type { RunId } from '../../src/core/id.ts'
import { until } from '../until.ts'
import { type Bench, openBench } from './runtime.ts'
import { specOf } from './specs.ts'

const mib = 1024 * 1024
const size = { columns: 40, rows: 6 }

/** Draws a head once, in the alternate screen, and rewrites one line for ever so long. */
function drawing(mibs: number): string {
  const begin = String.raw`printf '\033[?1049h\033[?1000;1006h\033[?2004h\033[?1h\033[2Jthe head'`
  const line = String.raw`perl -e '$l = "\033[3;1H" . "x" x 30; print $l for 1..${Math.ceil((mibs * mib) / 36)}'`
  return `stty -echo; ${begin}; ${line}; printf '\\033[4;1Hdrawn'; read x; printf '\\033[5;1Hagain'; read x`
}

async function draw(bench: Bench, mibs: number) {
  const id = await bench.start(specOf('draws', drawing(mibs), { tty: true, size }))
  const run = bench.runOf(id).id
  await until(async () => (await rowsOf(bench, run)).includes('drawn'), { what: 'it to be drawn', timeoutMs: 30_000 })
  return { id, run }
}

async function rowsOf({ client }: Bench, run: RunId): Promise<readonly string[]> {
  const shown = await client.ask('screen', { run, format: 'text', history: 0 })
  return shown.format === 'text' ? shown.rows : []
}

async function checkpointOf({ client }: Bench, run: RunId): Promise<number> {
  const kept = await until(() => client.output(run).checkpoint(Number.MAX_SAFE_INTEGER), { what: 'a checkpoint' })
  return kept.offset
}

describe('a full-screen program that has written much since it began', () => {
  test('is shown with what it drew first, in its modes, and a view of it too', async () => {
    const bench = await openBench()
    const { run } = await draw(bench, 20)
    const rows = await rowsOf(bench, run)
    expect(rows.map(row => row.slice(0, 10))).toEqual(['the head', '', 'xxxxxxxxxx', 'drawn', '', ''])
    const view = await bench.client.view(run, { size, readOnly: true })
    for (const mode of ['\x1b[?1049h', '\x1b[?1000h', '\x1b[?1006h', '\x1b[?2004h', '\x1b[?1h'])
      expect(view.screen).toContain(mode)
    expect(view.screen).toContain('the head')
    view.close()
  })

  test('has a checkpoint near its end, from which it is shown', async () => {
    const bench = await openBench()
    const { id, run } = await draw(bench, 9)
    const kept = await checkpointOf(bench, run)
    const { end } = await bench.client.output(run).bounds()
    expect(end - kept).toBeLessThanOrEqual(5 * mib)
    await bench.client.ask('send', { worker: id, typed: { kind: 'text', text: '', enter: true } })
    await until(async () => (await rowsOf(bench, run)).includes('again'), { what: 'it to go on' })
    expect((await rowsOf(bench, run))[0]).toBe('the head')
  })
})

test('in the normal screen only what lasts is taken of what has scrolled away', async () => {
  const bench = await openBench()
  const flood = String.raw`printf '\033[?2004h\033[?1h'; perl -e 'print "line $_\n" for 1..2000000'; echo over; read x`
  const id = await bench.start(specOf('floods', `stty -echo; ${flood}`, { tty: true, size }))
  const run = bench.runOf(id).id
  await until(async () => (await rowsOf(bench, run)).includes('over'), { what: 'its end', timeoutMs: 30_000 })
  const view = await bench.client.view(run, { size, readOnly: true })
  expect(view.screen).toContain('line 2000000')
  expect(view.screen).toContain('\x1b[?2004h')
  expect(view.screen).toContain('\x1b[?1h')
  view.close()
})

test('a run on pipes has no checkpoints', async () => {
  const bench = await openBench()
  const id = await bench.start(specOf('pipes', `head -c ${6 * mib} /dev/zero; echo over`))
  await bench.untilIs(id, 'completed')
  expect(await bench.client.output(bench.runOf(id).id).checkpoint(Number.MAX_SAFE_INTEGER)).toBeUndefined()
})
