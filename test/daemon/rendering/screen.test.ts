import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, test } from 'vitest'
import type { RunId } from '../../../src/core/id.ts'
import type { WorkerSpec } from '../../../src/core/spec.ts'
import type { Shown } from '../../../src/protocol/verbs/screen.ts'
import { renderRow, rowText, shownLength } from '../../../src/screen/row.ts'
import { show } from '../../screen/shown.ts'
import { type Bench, openBench } from '../runtime.ts'
import { specOf } from '../specs.ts'

const recordings = join(import.meta.dirname, '..', '..', 'screen', 'recordings')

/** A program that writes what another one wrote, byte for byte, and ends. */
function replaying(name: string): WorkerSpec {
  const size: { columns: number; rows: number } = JSON.parse(readFileSync(join(recordings, `${name}.json`), 'utf8'))
  const line = `stty raw -echo; cat '${join(recordings, `${name}.bytes`)}'`
  return specOf(name, line, { tty: true, size: { columns: size.columns, rows: size.rows } })
}

async function ended(bench: Bench, spec: WorkerSpec): Promise<RunId> {
  const worker = await bench.start(spec)
  await bench.untilIs(worker, 'completed')
  return bench.runOf(worker).id
}

describe.each(['vim', 'less', 'htop'])('the screen of a run that showed %s', name => {
  test('is what the emulator shows of its bytes, as text, in colour and with its cursor', async () => {
    const bench = await openBench()
    const spec = replaying(name)
    const run = await ended(bench, spec)
    const emulator = await show(readFileSync(join(recordings, `${name}.bytes`)), { size: spec.size })
    const rows = emulator.rows()
    const { cursor, modes, size } = emulator
    const facts = { tty: true, size, history: 0, alternateScreen: modes.alternateScreen }
    const text = await bench.client.ask('screen', { run, format: 'text', history: 0 })
    expect(text).toMatchObject({ ...facts, rows: rows.map(rowText) })
    expect(text.cursor).toEqual({ x: cursor.x, y: cursor.y, visible: cursor.visible })
    const ansi = rowsOf(await bench.client.ask('screen', { run, format: 'ansi', history: 0 }))
    expect(ansi).toEqual(rows.map(row => renderRow(row, shownLength(row))))
    for (const row of ansi) expect(row.replaceAll(/\x1b\[[\d;:]*m/g, '')).not.toMatch(/[\x00-\x1f\x7f]/)
  })
})

describe('the screen of a terminal', () => {
  it('has rows of its history above it when they are wanted', async () => {
    const bench = await openBench()
    const size = { columns: 20, rows: 3 }
    const run = await ended(bench, specOf('counter', 'seq 1 9', { tty: true, size }))
    const shown = await bench.client.ask('screen', { run, format: 'text', history: 4 })
    expect(shown).toMatchObject({ history: 4, rows: ['4', '5', '6', '7', '8', '9', ''] })
    expect(rowsOf(await bench.client.ask('screen', { run, format: 'text', history: 500 })).slice(0, 2)).toEqual([
      '1',
      '2',
    ])
  })

  it('is drawn in the size that it had when it was written, and shown in the one that it has', async () => {
    const bench = await openBench()
    const size = { columns: 20, rows: 4 }
    const line = 'printf 123456789012345; read x; printf "\\r\\nnow %s" "$(stty size)"; read x'
    const worker = await bench.start(specOf('wraps', line, { tty: true, size }))
    await bench.untilShows(worker, '12345')
    const run = bench.runOf(worker).id
    const keys = await bench.client.attach(run, { source: 'keys', endsInput: false })
    await keys.resize({ columns: 10, rows: 5 })
    await keys.write(Buffer.from('\r'))
    await bench.untilShows(worker, 'now 5 10')
    const shown = await bench.client.ask('screen', { run, format: 'text', history: 0 })
    expect(shown.size).toEqual({ columns: 10, rows: 5 })
    expect(rowsOf(shown)).toEqual(['1234567890', '12345', '', 'now 5 10', ''])
  })

  it('is a picture with the name of its worker', async () => {
    const bench = await openBench()
    const run = await ended(bench, specOf('painter', 'printf "\\033[31mred <b>"', { tty: true }))
    const shown = await bench.client.ask('screen', { run, format: 'svg', history: 0 })
    const svg = 'svg' in shown ? shown.svg : ''
    expect(svg).toMatch(/^<svg .*viewBox.*painter.*fill="#f27c83"[^>]*>red<.*>&lt;b&gt;<.*<\/svg>\n$/s)
  })

  it('of more than 8 MiB is that of its end, and looking at it does not hold up who else asks', async () => {
    const bench = await openBench()
    const line = 'yes 0123456789012345678901234567890123456789 | head -c 12000000; echo; echo last'
    const run = await ended(bench, specOf('endless', line, { tty: true }))
    let turns = 0
    const meter = setInterval(() => {
      turns += 1
    }, 1)
    const rows = rowsOf(await bench.client.ask('screen', { run, format: 'text', history: 0 }))
    clearInterval(meter)
    expect(rows.at(-2)).toBe('last')
    expect(turns).toBeGreaterThan(5)
  })

  it('that never came to be is empty', async () => {
    const bench = await openBench()
    const spec = specOf('nothing', { kind: 'argv', argv: ['/nowhere/at/all'] }, { tty: true })
    const worker = await bench.start(spec)
    await bench.untilIs(worker, 'failed')
    const shown = await bench.client.ask('screen', { run: bench.runOf(worker).id, format: 'text', history: 0 })
    expect(shown).toMatchObject({ offset: 0, rows: Array.from({ length: 24 }, () => '') })
  })
})

describe('a run without a terminal', () => {
  it('shows its last lines, both streams in their order, without what would steer a terminal', async () => {
    const bench = await openBench()
    const line =
      'seq 1 40; printf "\\033[2J\\033[32mgreen\\033[m\\r\\n"; sleep 0.1; echo err >&2; sleep 0.1; printf "10%%\\r100%%"'
    const run = await ended(bench, specOf('piped', line))
    const shown = await bench.client.ask('screen', { run, format: 'text', history: 0 })
    expect(shown).toMatchObject({ tty: false, cursor: undefined, history: 0 })
    expect(rowsOf(shown)).toHaveLength(24)
    expect(rowsOf(shown).slice(-4)).toEqual(['40', 'green', 'err', '100%'])
    const ansi = rowsOf(await bench.client.ask('screen', { run, format: 'ansi', history: 0 }))
    expect(ansi.slice(-3)).toEqual(['\x1b[32mgreen\x1b[m', 'err', '100%'])
  })
})

it('of a run that is not there is refused', async () => {
  const bench = await openBench()
  const asked = bench.client.ask('screen', { run: `run_${'0'.repeat(32)}`, format: 'text', history: 0 })
  await expect(asked).rejects.toMatchObject({ code: 'not-found' })
})

function rowsOf(shown: Shown): readonly string[] {
  return 'rows' in shown ? shown.rows : []
}
