import { describe, expect, it } from 'vitest'
import type { OutputSource } from '../../../src/client/client.ts'
import type { Link } from '../../../src/core/chain.ts'
import type { RunId } from '../../../src/core/id.ts'
import type { TranscriptEntry } from '../../../src/core/transcript.ts'
import { openRun } from '../panes/watched.ts'
import { draw } from './draw.tsx'
import { began, grouped, make, needy, noonMs, shop } from './records.ts'
import { openRuntime } from './runtime.ts'
import { openShop } from './shop.ts'

describe('the pane', () => {
  it('shows the streams apart and together, tab by tab in both directions', async () => {
    const drawn = draw(await openShop())
    await drawn.untilShows(text => text.includes('GET /users') && text.includes('GET /secret'))
    drawn.press('l')
    await drawn.untilShows(text => text.includes('GET /users') && !text.includes('GET /secret'))
    drawn.press('Right')
    await drawn.untilShows(text => text.includes('GET /secret') && !text.includes('GET /users'))
    drawn.press('l')
    await drawn.untilShows('nothing was said yet')
    drawn.press('l')
    await drawn.untilShows('status     ● ready')
    drawn.press('l', 'h', 'h')
    await drawn.untilShows('nothing was said yet')
  })

  it('has no tabs of streams for a terminal, which is one stream', async () => {
    const drawn = draw(await openShop())
    drawn.press('5')
    await drawn.untilShows('output  transcript  info')
  })

  it('scrolls when it has the focus, says how much is new, and follows again', async () => {
    const run = await openRun()
    for (let n = 1; n <= 100; n++) await run.print(`line ${n}\n`)
    const outputs = new Map<RunId, OutputSource>([['run_api', run.source]])
    const drawn = draw(await openRuntime({ workers: shop(), outputs }))
    await drawn.untilShows('line 100')
    drawn.press('Tab', 'k')
    await drawn.untilShows(text => text.includes('frozen') && !text.includes('line 100'))
    await run.print('one more\nand another\n')
    await drawn.untilShows('frozen · 2 new')
    drawn.press('g')
    await drawn.untilShows(/│ line 1 /)
    drawn.press('PageDown')
    await drawn.untilShows(/│ line 21 /)
    drawn.press('f')
    await drawn.untilShows('and another')
    await drawn.untilShows('following')
    drawn.press('Tab', 'C-u')
    await drawn.untilShows('frozen')
  })

  it('searches in the output as it is typed, and goes from match to match', async () => {
    const drawn = draw(await openShop())
    await drawn.untilShows('secret')
    drawn.press('Tab', '/')
    drawn.type('get')
    await drawn.untilShows('4 of 4')
    drawn.press('Enter', 'N')
    await drawn.untilShows('3 of 4')
    drawn.press('n')
    await drawn.untilShows('4 of 4')
    drawn.press('Escape')
    await drawn.untilLacks('of 4')
  })

  it('stamps the lines with their times, and cuts them instead of wrapping', async () => {
    const run = await openRun()
    await run.print(`${'a'.repeat(60)}end\n`)
    const outputs = new Map<RunId, OutputSource>([['run_api', run.source]])
    const drawn = draw(await openRuntime({ workers: shop(), outputs }))
    await drawn.untilShows('end')
    drawn.press('w')
    await drawn.untilLacks('end')
    expect(drawn.text()).toContain('cut')
    drawn.press('t')
    await drawn.untilShows(/\d\d:\d\d:\d\d a/)
  })

  it('shows the conversation, and what is said while it is looked at', async () => {
    const entry = (sequence: number, text: string): TranscriptEntry => {
      return { kind: 'input', text, secret: false, run: 'run_api', sequence, timeMs: noonMs, actor: 'user', offset: 0 }
    }
    const transcript = [entry(1, 'first\n')]
    const runtime = await openRuntime({ workers: shop(), transcript })
    const drawn = draw(runtime)
    drawn.press('l', 'l', 'l')
    await drawn.untilShows('12:00:00 user       › first')
    transcript.push(entry(2, 'second\n'))
    await runtime.happen({ kind: 'run.said', data: { entry: entry(2, 'second\n') }, run: 'run_api', worker: 'wrk_api' })
    await drawn.untilShows('› second')
    expect(drawn.text().match(/› first/g)).toHaveLength(1)
  })

  it('shows the process tree in the info while that is looked at', async () => {
    const tree = [{ pid: 77, parent: 1, command: 'node api', state: 'S', memoryBytes: 1e6, cpuMs: 10, detached: false }]
    const drawn = draw(await openRuntime({ workers: shop(), tree }))
    drawn.press('h')
    await drawn.untilShows('77 node api')
  })

  it('says in the info what the check of a worker was answered', async () => {
    const ready = { kind: 'tcp', host: '127.0.0.1', port: 5432, everyMs: 500, timeoutMs: 500, attempts: 60 } as const
    const db = make('db', { run: began.running(8_000), more: { isChecked: true }, spec: { ready } })
    const why = (): Link => ({
      ...{ worker: 'wrk_db', name: 'db', status: 'running', until: undefined, why: '', sinceMs: noonMs, by: 'config' },
      ...{ answer: 'nobody listens on :5432', next: '', because: [] },
      ...{ run: 'run_db', heldUpBy: [], lastLines: ['recovering'] },
    })
    const drawn = draw(await openRuntime({ workers: [db], why }))
    expect(drawn.text()).toMatch(/◐ db +starting: tcp/)
    drawn.press('h')
    await drawn.untilShows('not ready: nobody listens')
  })

  it('shows what a worker needs and who needs it, before it has run too, and of a heading', async () => {
    const drawn = draw(await openRuntime({ workers: [...needy(), ...grouped()] }), { size: { columns: 120, rows: 40 } })
    expect(drawn.text()).toContain('transcript  info  needs')
    drawn.press('6', 'h')
    await drawn.untilShows('what shop needs')
    await drawn.untilShows(/» ├─ ◐ search +ready +starting: tcp 9200/)
    drawn.press('k')
    await drawn.untilShows('who needs search')
    drawn.press('G')
    await drawn.untilShows('what job-2 needs')
    drawn.press('k', 'k')
    await drawn.untilShows('what job needs')
    drawn.press('l')
    await drawn.untilShows('workers    2')
  })

  it('scrolls the needs of a worker that waits, and shows those of the project when no name passes', async () => {
    const drawn = draw(await openRuntime({ workers: needy() }), { size: { columns: 80, rows: 12 } })
    drawn.press('6', 'h', 'Tab', 'G')
    await drawn.untilShows('5  ◔ shop')
    drawn.press('Tab', '/')
    drawn.type('zzz\r')
    await drawn.untilShows('no name has zzz')
    await drawn.untilShows('start order of the project')
  })

  it('has as many tabs as there is room for beside the one that is shown', async () => {
    const drawn = draw(await openRuntime({ workers: needy() }))
    expect(drawn.text()).toContain('output out err transcript info›')
    drawn.press('h')
    await drawn.untilShows('‹out err transcript info needs ─')
  })

  it('goes back through earlier runs of a worker and says which one it shows', async () => {
    const last = make('api', { run: began.running(1_000) })
    const run = (id: RunId) => ({ ...make('api', { run: began.ended(9_000, { kind: 'exited', code: 2 }) }).run, id })
    const [second, first] = [run('run_2'), run('run_1')]
    const runs = [last.run, second, first] as never
    const outputs = new Map<RunId, OutputSource>()
    for (const [id, text] of [
      ['run_api', 'now'],
      ['run_2', 'before'],
      ['run_1', 'at first'],
    ] as const) {
      const printed = await openRun()
      await printed.print(`${text}\n`)
      outputs.set(id, printed.source)
    }
    const drawn = draw(await openRuntime({ workers: [last], runs, outputs }), { size: { columns: 100, rows: 24 } })
    await drawn.untilShows('now')
    drawn.press('[')
    await drawn.untilShows('api · earlier run 2/3')
    await drawn.untilShows('before')
    drawn.press('[')
    await drawn.untilShows('at first')
    drawn.press('[')
    await drawn.untilShows('there is no earlier run')
    drawn.press(']', ']')
    await drawn.untilShows('now')
    await drawn.untilLacks('earlier run')
  })

  it('takes the whole screen when it is zoomed, and gives it back', async () => {
    const drawn = draw(await openShop())
    drawn.press('z')
    await drawn.untilLacks('workers')
    await drawn.untilShows('GET /users')
    drawn.press('Escape')
    await drawn.untilShows('╭ workers')
  })

  it('is where the list was on a screen that has room for one', async () => {
    const drawn = draw(await openShop(), { size: { columns: 40, rows: 12 } })
    expect(drawn.text()).toContain('workers')
    drawn.press('Tab')
    await drawn.untilShows('GET /users')
    expect(drawn.text()).not.toContain('workers')
    drawn.press('Tab')
    await drawn.untilShows('workers')
  })

  it('changes the look of all with the theme', async () => {
    const drawn = draw(await openShop(), { colours: true })
    expect(drawn.frame()).not.toContain('\x1b[92m')
    drawn.press('T')
    await drawn.untilShows(() => drawn.frame().includes('\x1b[92m'))
  })
})
