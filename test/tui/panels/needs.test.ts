import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lineWidth, toPlain } from '../../../src/tui/line.ts'
import type { NeedsFacts } from '../../../src/tui/panels/needs/facts.ts'
import { needsLines } from '../../../src/tui/panels/needs/rows.ts'
import { nowOf } from '../screen/now.ts'
import { began, type Made, make, needy, noonMs } from '../screen/records.ts'

const rowsOf = (workers: readonly Made[], names: readonly string[], more: Partial<NeedsFacts> = {}): string => {
  const roots = names.flatMap(name => workers.find(({ worker }) => worker.spec.name === name)?.worker ?? [])
  const facts = { now: nowOf(workers), roots, title: names.join(' and '), columns: 90, answerOf: () => undefined }
  return needsLines({ ...facts, ...more })
    .map(line => toPlain(line).trimEnd())
    .join('\n')
}

describe('the needs of a worker', () => {
  it('are a tree with what is needed and how long that took, and the path that decided is marked', () => {
    expect(rowsOf(needy(), ['api'])).toMatchInlineSnapshot(`
      "what api needs   » the critical path
       » ● api                    ready after 1.5 s
       » ├─ ✔ migrate  completed  completed after 3.0 s
       » │  └─ ● db      ready      ready after 4.0 s
         ├─ ● cache    ready      ready after 0.1 s
         └─ ● db       ready      ready after 4.0 s

      critical path of api
             0 s  ● db       ready after 4.0 s
          +4.0 s  ✔ migrate  completed after 3.0 s
          +7.0 s  ● api      ready after 1.5 s

      who needs api
         ● api                  ready after 1.5 s
         ├─ ◐ search   started  starting: tcp 9200, for 20s
         │  └─ ◔ shop    ready    waiting: search, for 20s
         └─ ◔ shop     ready    waiting: search, for 20s

      start order of the project
        1  ● db 4.0 s  ● cache 0.1 s
        2  ✔ migrate 3.0 s
        3  ● api 1.5 s
        4  ◐ search
        5  ◔ shop

      critical path of the project
             0 s  ◐ search  starting: tcp 9200, for 20s  ‹ all below wait for it
                  ◔ shop    waiting: search, for 20s"
    `)
  })

  it('of one that waits lead to what all wait for, with what its check was answered', () => {
    const answerOf = (worker: string) => (worker === 'wrk_search' ? ':9200 is closed' : undefined)
    expect(rowsOf(needy(), ['shop'], { answerOf }).split('\n\nwho needs')[0]).toMatchInlineSnapshot(`
      "what shop needs   » the critical path
       » ◔ shop                         waiting: search, for 20s
       » ├─ ◐ search         ready      starting: :9200 is closed, for 20s
         │  └─ ● api         started    ready
         │     ├─ ● cache    ready      ready after 0.1 s
         │     ├─ ● db       ready      ready after 4.0 s
         │     └─ ✔ migrate  completed  completed after 3.0 s
         │        └─ ● db      ready      ready after 4.0 s
         └─ ● api            ready      as above

      critical path of shop
             0 s  ◐ search  starting: :9200 is closed, for 20s  ‹ all below wait for it
                  ◔ shop    waiting: search, for 20s"
    `)
  })

  it('of several are shown together, and who needs them', () => {
    expect(rowsOf(needy(), ['db', 'search']).split('\n\nstart order')[0]).toMatchInlineSnapshot(`
      "what db and search needs
         ● db                        ready after 4.0 s
         ◐ search                    starting: tcp 9200, for 20s
         └─ ● api         started    ready
            ├─ ● cache    ready      ready after 0.1 s
            ├─ ● db       ready      ready after 4.0 s
            └─ ✔ migrate  completed  completed after 3.0 s
               └─ ● db      ready      ready after 4.0 s

      who needs db and search
         ● db                           ready after 4.0 s
         ├─ ✔ migrate        ready      completed after 3.0 s
         │  └─ ● api         completed  ready after 1.5 s
         │     ├─ ◐ search   started    starting: tcp 9200, for 20s
         │     │  └─ ◔ shop    ready      waiting: search, for 20s
         │     └─ ◔ shop     ready      waiting: search, for 20s
         └─ ● api            ready      as above
         ◐ search                       as above"
    `)
  })

  it('of the whole project are its waves and its critical path', () => {
    expect(rowsOf(needy(), [])).toMatchInlineSnapshot(`
      "start order of the project
        1  ● db 4.0 s  ● cache 0.1 s
        2  ✔ migrate 3.0 s
        3  ● api 1.5 s
        4  ◐ search
        5  ◔ shop

      critical path of the project
             0 s  ◐ search  starting: tcp 9200, for 20s  ‹ all below wait for it
                  ◔ shop    waiting: search, for 20s"
    `)
  })

  it('show of a worker that is not there that there is none', () => {
    const waiting = { status: 'waiting', sinceMs: noonMs - 5_000, by: 'config', failures: 0 } as const
    const web = make('web', {
      state: waiting,
      spec: { needs: [{ name: 'nobody', until: { kind: 'log', pattern: 'up' }, restart: false }] },
    })
    expect(rowsOf([web], ['web'])).toContain('» └─ ? nobody  "up"  there is no such worker')
  })

  it('are no wider than there is room for, however deep and long the names', () => {
    const chain = Array.from({ length: 30 }, (_, at) =>
      make(`${'漢'.repeat(at % 7)}worker-${at}`, {
        run: began.running(9_000),
        spec: { needs: at === 0 ? [] : [{ name: `${'漢'.repeat((at - 1) % 7)}worker-${at - 1}`, ...ready }] },
      }),
    )
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), columns => {
        const roots = chain.slice(-1).map(({ worker }) => worker)
        const facts = { now: nowOf(chain), roots, title: 'it', columns, answerOf: () => undefined }
        const lines = needsLines(facts).slice(1, 31)
        for (const line of lines) expect(lineWidth(line)).toBeLessThanOrEqual(columns)
      }),
    )
  })

  it('grow once from each worker, so that a web of many needs stays a picture', () => {
    const all = Array.from({ length: 200 }, (_, at) =>
      make(`w${at}`, {
        run: began.running(9_000),
        spec: { needs: [1, 2, 3].filter(by => by <= at).map(by => ({ name: `w${at - by}`, ...ready })) },
      }),
    )
    const rows = rowsOf(all, ['w199']).split('\n')
    expect(rows.length).toBeLessThan(800)
    expect(rows[1]).toContain('w199')
  })
})

const ready = { until: { kind: 'ready' }, restart: false } as const
