import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lineWidth, toPlain } from '../../../src/tui/line.ts'
import type { Now } from '../../../src/tui/now.ts'
import { workerRows } from '../../../src/tui/panels/workers/rows.ts'
import { emptyWorkersMemory, passes, selectWorker, toggleMark } from '../../../src/tui/panels/workers/state.ts'
import { nowOf, using } from '../screen/now.ts'
import { began, grouped, make, noonMs, shop } from '../screen/records.ts'

const usage = [['run_api', using(0.012, 88e6)] as const, ['run_web', using(2.5, 1.3e9)] as const]
const rowsAt = (columns: number, rows = 9): readonly string[] =>
  workerRows(nowOf(shop(), { usage }), { columns, rows }).map(toPlain)

describe('the rows of the list', () => {
  it('take exactly the cells of the list, at every width', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 120 }), fc.integer({ min: 1, max: 20 }), (columns, rows) => {
        const lines = workerRows(nowOf(shop(), { usage }), { columns, rows })
        expect(lines).toHaveLength(rows)
        for (const line of lines) expect(lineWidth(line)).toBe(columns)
      }),
    )
  })

  it('tell with glyph and word where each worker stands, and how long or until when', () => {
    expect(rowsAt(36)).toEqual([
      ' ● api      ready 2h13m      1%  84M',
      ' ● web      ready 42m ↻2   250% 1.2G',
      ' ● db       running 4s              ',
      ' ↻ mailer   backoff 4s ↻3 exit 1    ',
      ' ● python   running 5m              ',
      ' ◑ stubborn stopping 3s…            ',
      ' ✔ migrate  completed 3m            ',
      ' ✖ crash    killed 1d1h SEGV        ',
      ' ○ manual   idle                    ',
    ])
  })

  it('say on what a worker waits, and of one that waits in vain what has to be seen to', () => {
    const pace = { everyMs: 500, timeoutMs: 500, attempts: 60 }
    const waiting = { status: 'waiting', sinceMs: noonMs - 12_000, by: 'config', failures: 0 } as const
    const needs = (name: string, kind: 'ready' | 'completed' = 'ready') => ({ name, until: { kind }, restart: false })
    const exit1 = { kind: 'exited', code: 1 } as const
    const workers = [
      make('db', {
        run: began.running(8_000),
        more: { isChecked: true },
        spec: { ready: { kind: 'tcp', host: '127.0.0.1', port: 5432, ...pace } },
      }),
      make('migrate', { state: { status: 'ended', outcome: exit1 }, run: began.ended(9_000, exit1) }),
      make('api', { state: waiting, spec: { needs: [needs('db')] } }),
      make('both', { state: waiting, spec: { needs: [needs('db'), needs('seed', 'completed')] } }),
      make('seed', { run: began.running(3_000), spec: { kind: 'task' } }),
      make('web', { state: waiting, spec: { needs: [needs('worker')] } }),
      make('worker', { state: waiting, spec: { needs: [needs('db'), needs('migrate', 'completed')] } }),
      make('lost', { state: waiting, spec: { needs: [needs('nobody')] } }),
    ]
    expect(workerRows(nowOf(workers), { columns: 44, rows: 8 }).map(toPlain)).toEqual([
      ' ◐ db      starting: tcp 5432 8s            ',
      ' ✖ migrate failed 9s exit 1                 ',
      ' ◔ api     waiting: db 12s                  ',
      ' ◔ both    waiting: db, seed completed 12s  ',
      ' ● seed    running 3s                       ',
      ' ⊘ web     stuck: migrate failed 12s        ',
      ' ⊘ worker  stuck: migrate failed 12s        ',
      ' ⊘ lost    stuck: no nobody 12s             ',
    ])
  })

  it('gather groups and replicas under headings that say where all of them stand', () => {
    const rows = (now: Now, columns = 44): readonly string[] => workerRows(now, { columns, rows: 11 }).map(toPlain)
    const usage = [['run_api-1', using(0.5, 88e6)] as const, ['run_api-2', using(1, 88e6)] as const]
    expect(rows(nowOf(grouped(), { usage }))).toEqual([
      ' ● db        running 2h00m                  ',
      ' ▾ @web      3/4 up · 1 failed     150% 168M',
      '   ▾ api     2/3 up · 1 failed     150% 168M',
      '     ● api-1 running 1h00m          50%  84M',
      '     ● api-2 running 1h00m         100%  84M',
      '     ✖ api-3 failed 9s exit 1               ',
      '   ● front   running 4s                     ',
      ' ● mailer    running 1m                     ',
      ' ▾ job       2 idle                         ',
      '   ○ job-1   idle                           ',
      '   ○ job-2   idle                           ',
    ])
    const folded = new Set(['group:web', 'replicas:/job'] as const)
    expect(rows(nowOf(grouped(), { usage, screen: { workers: { ...emptyWorkersMemory, folded } } }), 36)).toEqual([
      ' ● db        running 2h00m          ',
      ' ▸ @web      3/4 up · 1 failed      ',
      ' ● mailer    running 1m             ',
      ' ▸ job       2 idle                 ',
      ...Array.from({ length: 7 }, () => ' '.repeat(36)),
    ])
  })

  it('take exactly the cells of the list with headings too, however long and wide the names', () => {
    const wide = [
      make('漢字漢字漢字漢字', { spec: { group: 'データ' } }),
      make('x'.repeat(60), { spec: { group: 'データ' } }),
    ]
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 80 }), columns => {
        for (const line of workerRows(nowOf([...grouped(), ...wide]), { columns, rows: 20 }))
          expect(lineWidth(line)).toBe(columns)
      }),
    )
  })

  it('have no heading over a single worker, nor two over the same ones', () => {
    const one = make('one', { spec: { group: 'alone' } })
    const all = [1, 2].map(index => make(`api-${index}`, { spec: { group: 'web', replica: { index, of: 2 } } }))
    expect(workerRows(nowOf([one, ...all]), { columns: 20, rows: 4 }).map(toPlain)).toEqual([
      ' ○ one    idle      ',
      ' ▾ @web   2 idle    ',
      '  ○ api-1 idle      ',
      '  ○ api-2 idle      ',
    ])
  })

  it('show what passes the filter without headings, also what is folded away and what is of a group of that name', () => {
    const folded = new Set(['group:web'] as const)
    const passing = (filter: string): readonly string[] =>
      workerRows(nowOf(grouped(), { screen: { workers: { ...emptyWorkersMemory, folded, filter } } }), {
        columns: 30,
        rows: 4,
      }).map(row => toPlain(row).trim().split(/ +/)[1] ?? '')
    expect(passing('api-')).toEqual(['api-1', 'api-2', 'api-3', ''])
    expect(passing('@web')).toEqual(['api-1', 'api-2', 'api-3', 'front'])
    expect(passing('!@web')).toEqual(['db', 'mailer', 'job-1', 'job-2'])
  })

  it('leave out the use, then the restarts, where there is no room', () => {
    expect(rowsAt(26)[1]).toBe(' ● web      ready 42m ↻2  ')
    expect(rowsAt(21)[1]).toBe(' ● web    ready 42m  ')
  })

  it('give a list that is wide a column for the restarts', () => {
    expect(rowsAt(44)[1]).toBe(' ● web      ready 42m           ↻2 250% 1.2G')
  })

  it('show only names without what would steer the terminal', () => {
    const [row = ''] = workerRows(nowOf([make('a\x1b[2Jb')]), { columns: 30, rows: 1 }).map(toPlain)
    expect(row).not.toMatch(/\x1b/)
  })

  it('are as quick for a thousand workers as for those that are seen', () => {
    const many = Array.from({ length: 1_000 }, (_, n) => make(`worker-${n}`, { run: began.running(n) }))
    const now = nowOf(many, { screen: { workers: { ...emptyWorkersMemory, selected: 'wrk_worker-500', top: 490 } } })
    const rows = workerRows(now, { columns: 40, rows: 20 }).map(toPlain)
    expect(rows).toHaveLength(20)
    expect(rows[0]).toContain('worker-490')
    expect(rows[10]).toContain('worker-500')
  })

  it('say what to do when there is none', () => {
    const text = workerRows(nowOf([]), { columns: 40, rows: 3 }).map(toPlain).join('\n')
    expect(text).toContain('a adds one')
  })
})

describe('the list’s memory', () => {
  const ids = ['wrk_a', 'wrk_b', 'wrk_c', 'wrk_d', 'wrk_e'] as const

  it('scrolls only as far as it takes to see the selected worker', () => {
    const at = (id: (typeof ids)[number], top: number) =>
      selectWorker({ ...emptyWorkersMemory, top }, ids, { id, rows: 2 }).top
    expect(at('wrk_b', 0)).toBe(0)
    expect(at('wrk_c', 0)).toBe(1)
    expect(at('wrk_e', 0)).toBe(3)
    expect(at('wrk_a', 3)).toBe(0)
  })

  it('marks and unmarks', () => {
    const marked = toggleMark(emptyWorkersMemory, ['wrk_a'])
    expect([...marked.marked]).toEqual(['wrk_a'])
    expect([...toggleMark(marked, ['wrk_a']).marked]).toEqual([])
  })

  it('lets names pass that have the filter in them, or with ! those that have not', () => {
    expect(['api', 'web', 'API-2'].filter(name => passes('api', name))).toEqual(['api', 'API-2'])
    expect(['api', 'web', 'API-2'].filter(name => passes('!api', name))).toEqual(['web'])
    expect(['api', 'web'].filter(name => passes('!', name))).toEqual(['api', 'web'])
  })
})
