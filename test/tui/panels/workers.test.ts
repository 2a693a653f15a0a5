import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lineWidth, toPlain } from '../../../src/tui/line.ts'
import { workerRows } from '../../../src/tui/panels/workers/rows.ts'
import { emptyWorkersMemory, passes, selectWorker, toggleMark } from '../../../src/tui/panels/workers/state.ts'
import { nowOf, using } from '../screen/now.ts'
import { began, make, noonMs, shop } from '../screen/records.ts'

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
    const marked = toggleMark(emptyWorkersMemory, 'wrk_a')
    expect([...marked.marked]).toEqual(['wrk_a'])
    expect([...toggleMark(marked, 'wrk_a').marked]).toEqual([])
  })

  it('lets names pass that have the filter in them, or with ! those that have not', () => {
    expect(['api', 'web', 'API-2'].filter(name => passes('api', name))).toEqual(['api', 'API-2'])
    expect(['api', 'web', 'API-2'].filter(name => passes('!api', name))).toEqual(['web'])
    expect(['api', 'web'].filter(name => passes('!', name))).toEqual(['api', 'web'])
  })
})
