import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { criticalPath, type Graph, type Leg, projectPath } from '../../src/core/critical-path.ts'
import type { Need } from '../../src/core/need.ts'
import { byName } from '../../src/core/needs.ts'
import type { Records } from '../../src/core/picture.ts'
import { stuckOf } from '../../src/core/stuck.ts'
import { wavesOf } from '../../src/core/waves.ts'
import { active, failed, type Node, named, need, recordsOf, running, waiting } from './graphs.ts'

function graphOf(records: Records): Graph {
  const names = byName(records)
  return { names, runs: records.runs, stuck: stuckOf(records, names) }
}

function pathOf(nodes: readonly Node[], name: string): readonly Leg[] {
  const records = recordsOf(nodes)
  return criticalPath(named(records, name), graphOf(records))
}

const namesOf = (legs: readonly Leg[] = []): readonly string[] => legs.map(({ name }) => name)

/** What is drawn of a worker: whom it needs, whether it ends, how long it takes, how long its start dawdles. */
type Drawn = {
  readonly to: readonly number[]
  readonly isTask: boolean
  readonly tookMs: number
  readonly lateMs: number
}

const drawn = fc.array(
  fc.record({
    to: fc.array(fc.nat(), { maxLength: 3 }),
    isTask: fc.boolean(),
    tookMs: fc.integer({ min: 1, max: 50 }),
    lateMs: fc.nat({ max: 5 }),
  }),
  { minLength: 1, maxLength: 12 },
)

type Timed = { readonly needs: readonly Need[]; readonly startMs: number; readonly cameMs: number }

/** When each starts and comes to what it is there for, if each starts as soon as all that it needs has come. */
function schedule(all: readonly Drawn[]): readonly Timed[] {
  const timed: Timed[] = []
  for (const [at, { to, tookMs, lateMs }] of all.entries()) {
    const needed = at === 0 ? [] : [...new Set(to.map(one => one % at))]
    const freeMs = Math.max(0, ...needed.map(one => timed[one]?.cameMs ?? 0))
    const needs = needed.map(one => need(`w${one}`, all[one]?.isTask ? 'completed' : 'ready'))
    timed.push({ needs, startMs: freeMs + lateMs, cameMs: freeMs + lateMs + tookMs })
  }
  return timed
}

/** How these look at a moment: those that start later wait, the others run, or have come to what they are there for. */
function at(nowMs: number, all: readonly Drawn[]): readonly Node[] {
  return schedule(all).map(({ needs, startMs, cameMs }, index): Node => {
    const name = `w${index}`
    if (startMs > nowMs && needs.length > 0) return { name, needs, state: waiting }
    const run = { state: running, startedAtMs: startMs, isChecked: true }
    if (cameMs > nowMs) return { name, needs, state: active, run }
    if (!all[index]?.isTask) return { name, needs, state: active, run: { ...run, readyAtMs: cameMs } }
    const outcome = { kind: 'exited', code: 0 } as const
    const state = { status: 'ended', sinceMs: cameMs, outcome } as const
    const ended = { ...run, state, success: [0], endedAtMs: cameMs }
    return { name, needs, kind: 'task', state: { status: 'ended', outcome }, run: ended }
  })
}

const pairs = (legs: readonly Leg[]): ReadonlyArray<readonly [Leg, Leg]> =>
  legs.slice(1).flatMap((leg, index) => (legs[index] ? [[legs[index], leg] as const] : []))

describe('the critical path', () => {
  test('of what has started is the chain of needs that came last, back to one that needed nothing', () => {
    fc.assert(
      fc.property(drawn, all => {
        const records = recordsOf(at(Number.POSITIVE_INFINITY, all))
        const times = new Map(schedule(all).map((timed, index) => [`w${index}`, timed]))
        for (const worker of records.workers.values()) {
          const legs = criticalPath(worker, graphOf(records))
          expect(legs.at(-1)?.worker).toBe(worker)
          expect(legs[0]?.worker?.spec.needs).toEqual([])
          for (const [before, { worker: next, startedAtMs }] of pairs(legs)) {
            const came = next?.spec.needs.map(({ name }) => times.get(name)?.cameMs ?? 0) ?? []
            expect(before.cameAtMs).toBe(Math.max(...came))
            expect(before.cameAtMs).toBeLessThanOrEqual(startedAtMs ?? 0)
          }
        }
      }),
    )
  })

  test('of what waits is a chain of those that wait, and begins with one that does not and is missing', () => {
    fc.assert(
      fc.property(drawn, fc.nat({ max: 150 }), (all, nowMs) => {
        // Nobody dawdles here: who waits has something to wait for.
        const prompt = all.map(one => ({ ...one, lateMs: 0 }))
        const records = recordsOf(at(nowMs, prompt))
        const graph = graphOf(records)
        for (const worker of records.workers.values()) {
          if (worker.state.status !== 'waiting') continue
          const [first, ...others] = criticalPath(worker, graph)
          expect(first?.worker?.state.status).not.toBe('waiting')
          expect(first?.cameAtMs).toBeUndefined()
          for (const leg of others) expect(leg.worker?.state.status).toBe('waiting')
          for (const [before, next] of pairs([...(first ? [first] : []), ...others]))
            expect(next.worker?.spec.needs.map(({ name }) => name)).toContain(before.name)
        }
      }),
    )
  })

  const db: Node = { name: 'db', run: { state: running, isChecked: true, startedAtMs: 0 } }

  test('of one that waits in vain ends where nothing moves, however long the other ways are', () => {
    const migrate: Node = { name: 'migrate', state: failed }
    const seed: Node = { name: 'seed', needs: [need('db')], state: waiting }
    const api: Node = { name: 'api', needs: [need('seed'), need('migrate', 'completed')], state: waiting }
    expect(namesOf(pathOf([db, migrate, seed, api], 'api'))).toEqual(['migrate', 'api'])
  })

  test('names a worker that is not there', () => {
    expect(pathOf([{ name: 'api', needs: [need('nobody')], state: waiting }], 'api')[0]).toMatchObject({
      name: 'nobody',
      worker: undefined,
    })
  })

  test('leaves out a need that was met anew after the start: that run was not waited for', () => {
    const again: Node = { name: 'db', run: { state: running, isChecked: true, startedAtMs: 90, readyAtMs: 95 } }
    const api: Node = { name: 'api', needs: [need('db')], run: { state: running, startedAtMs: 20 } }
    expect(namesOf(pathOf([again, api], 'api'))).toEqual(['api'])
  })

  test('has an end also where workers wait for each other in a circle', () => {
    const one: Node = { name: 'one', needs: [need('other')], state: waiting }
    const other: Node = { name: 'other', needs: [need('one')], state: waiting }
    expect(namesOf(pathOf([one, other], 'one'))).toEqual(['other', 'one'])
  })

  test('of a project is that of the worker that waits longest, else that came last', () => {
    fc.assert(
      fc.property(drawn, all => {
        const records = recordsOf(at(Number.POSITIVE_INFINITY, all))
        const needing = schedule(all).filter(({ needs }) => needs.length > 0)
        const legs = projectPath(records.workers.values(), graphOf(records))
        expect(legs?.at(-1)?.cameAtMs).toBe(
          needing.length > 0 ? Math.max(...needing.map(({ cameMs }) => cameMs)) : undefined,
        )
      }),
    )
    const api: Node = { name: 'api', needs: [need('db')], state: waiting }
    const web: Node = { name: 'web', needs: [need('api')], state: waiting }
    const records = recordsOf([web, api, db])
    expect(namesOf(projectPath(records.workers.values(), graphOf(records)))).toEqual(['db', 'api', 'web'])
  })
})

test('each wave needs only waves before it, and at least one worker of the last of these', () => {
  fc.assert(
    fc.property(drawn, all => {
      const records = recordsOf(at(Number.POSITIVE_INFINITY, all))
      const waves = wavesOf(records.workers.values()).map(wave => wave.map(({ spec }) => spec))
      expect(waves.flat()).toHaveLength(all.length)
      const waveOf = (name: string): number => waves.findIndex(wave => wave.some(spec => spec.name === name))
      for (const [index, wave] of waves.entries())
        for (const { needs } of wave) expect(Math.max(-1, ...needs.map(({ name }) => waveOf(name)))).toBe(index - 1)
    }),
  )
})
