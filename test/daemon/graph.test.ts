import { expect, test } from 'vitest'
import type { WorkerId } from '../../src/core/id.ts'
import type { Need } from '../../src/core/need.ts'
import type { WorkerSpec } from '../../src/core/spec.ts'
import { until } from '../until.ts'
import { type Bench, openBench } from './runtime.ts'
import { specOf } from './specs.ts'

const workers = 200

/** Numbers that look random and are the same in every run. */
function openChance(seed: number): (below: number) => number {
  let state = seed
  return below => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

/** A graph without circles in which every worker needs some of those before it, in one way or another. */
function graphOf(seed: number): readonly WorkerSpec[] {
  const chance = openChance(seed)
  const isTask = Array.from({ length: workers }, () => chance(5) === 0)
  return isTask.map((task, at) => {
    const needed = new Set(Array.from({ length: at === 0 ? 0 : chance(4) }, () => chance(at)))
    const needs = Array.from(needed, (other): Need => {
      const until = { kind: isTask[other] ? 'completed' : 'started' } as const
      return { name: `w${other}`, until, restart: false }
    })
    return specOf(`w${at}`, task ? 'true' : 'exec sleep 1000', { kind: task ? 'task' : 'service', needs })
  })
}

function eventAt(bench: Bench, id: WorkerId | undefined, kind: string): number {
  return bench.events.findIndex(event => event.kind === kind && event.worker === id)
}

test('two hundred workers with random needs start and stop in the right order', async () => {
  const bench = await openBench()
  const specs = graphOf(1)
  const ids = new Map<string, WorkerId>()
  for (let at = 0; at < specs.length; at += 50) {
    const page = specs.slice(at, at + 50)
    const { acknowledged } = await bench.client.ask('up', { specs: page, keep: 'all', start: 'auto' })
    for (const { name, ref } of acknowledged) ids.set(name, ref.workerId)
  }
  const isUp = (id: WorkerId): boolean => {
    const { state } = bench.worker(id)
    return state.status === 'ended' || (state.status === 'active' && bench.runOf(id).state.status === 'running')
  }
  const waiting = (): readonly string[] => [...ids].flatMap(([name, id]) => (isUp(id) ? [] : [name]))
  await until(() => waiting().length === 0, { what: 'all to be up', timeoutMs: 120_000, show: waiting })
  for (const { name, needs } of specs) {
    const start = eventAt(bench, ids.get(name), 'run.starting')
    for (const need of needs) {
      const met = need.until.kind === 'completed' ? 'run.ended' : 'run.running'
      expect(eventAt(bench, ids.get(need.name), met), `${need.name} before ${name}`).toBeLessThan(start)
    }
  }
  await bench.client.ask('down', {})
  for (const { name, kind, needs } of specs.filter(one => one.kind === 'service')) {
    const ended = eventAt(bench, ids.get(name), 'run.ended')
    expect(ended, `${name}, a ${kind}, ended`).toBeGreaterThan(0)
    for (const need of needs.filter(({ until: met }) => met.kind === 'started')) {
      expect(eventAt(bench, ids.get(need.name), 'run.stopping'), `${need.name} after ${name}`).toBeGreaterThan(ended)
    }
  }
})
