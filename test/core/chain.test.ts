import { describe, expect, test } from 'vitest'
import { chainOf, type Link } from '../../src/core/chain.ts'
import { gapOf } from '../../src/core/gap.ts'
import type { RunId, WorkerId } from '../../src/core/id.ts'
import type { Need } from '../../src/core/need.ts'
import { dependantsFirst } from '../../src/core/needs.ts'
import { emptyPicture, type Picture } from '../../src/core/picture.ts'
import type { RunRecord, WorkerRecord } from '../../src/core/record.ts'
import type { WorkerState } from '../../src/core/worker.ts'
import { runOf, workerOf } from './records.ts'

type Given = {
  readonly name: string
  readonly needs?: readonly string[]
  readonly state?: WorkerState
  readonly run?: Partial<RunRecord>
}

const waiting: WorkerState = { status: 'waiting', sinceMs: 1_000, by: 'user', failures: 0 }
const active: WorkerState = { status: 'active', sequel: 'policy', failures: 0 }
const leaving: WorkerState = { status: 'active', sequel: 'rest', failures: 0 }
const running = { status: 'running', sinceMs: 2_000, process: { pid: 7, startTicks: 7 } } as const

function need(name: string): Need {
  return { name, until: { kind: 'ready' }, restart: false }
}

function pictureOf(all: readonly Given[]): Picture {
  const picture = emptyPicture('rt_00000000000000000000000000000000', 'test')
  all.forEach(({ name, needs = [], state = active, run }, at) => {
    const id: WorkerId = `wrk_${at}`
    const runId: RunId = `run_${at}`
    const worker = workerOf({ id, state, run: run && runId })
    picture.workers.set(id, { ...worker, spec: { ...worker.spec, name, needs: needs.map(need) } })
    if (run) picture.runs.set(runId, { ...runOf({ id: runId, worker: id }), ...run })
  })
  return picture
}

function first({ workers }: Picture): WorkerRecord {
  const [worker] = workers.values()
  if (!worker) throw new Error('an empty picture')
  return worker
}

function linkOf(all: readonly Given[], said?: string): Link {
  const picture = pictureOf(all)
  return chainOf(first(picture), { picture, nowMs: 10_000, evidence: () => ({ answer: said }) })
}

function closings(all: readonly Given[]): readonly string[] {
  const picture = pictureOf(all)
  return gapOf(picture).map(({ worker, news }) => `${news} ${picture.workers.get(worker)?.spec.name}`)
}

describe('the chain of a worker', () => {
  test('goes down to what decides, with the last answer of its check', () => {
    const link = linkOf(
      [
        { name: 'web', needs: ['api'], state: waiting },
        { name: 'api', needs: ['db'], state: waiting },
        { name: 'db', run: { state: running, isChecked: true } },
      ],
      'http://x answers 503',
    )
    expect(link).toMatchObject({
      name: 'web',
      status: 'waiting',
      by: 'user',
      next: 'starts by itself when that has come',
    })
    const db = link.because[0]?.because[0]
    expect(db).toMatchObject({ name: 'db', until: 'db is ready', why: 'runs and is not ready: http://x answers 503' })
  })

  test('names a worker that is not there, and what somebody has to do', () => {
    const [missing] = linkOf([{ name: 'web', needs: ['api'], state: waiting }]).because
    expect(missing).toMatchObject({ name: 'api', status: 'unknown', why: 'there is no worker api' })
  })

  test('ends where it comes back to itself', () => {
    const link = linkOf([
      { name: 'a', needs: ['b'], state: waiting },
      { name: 'b', needs: ['a'], state: waiting },
    ])
    expect(link.because[0]?.because[0]).toMatchObject({ name: 'a', because: [] })
  })

  test('of a stop names who has to end before it', () => {
    const link = linkOf([
      { name: 'db', state: leaving, run: { state: running } },
      { name: 'api', needs: ['db'], state: leaving, run: { state: running } },
    ])
    expect(link.because.map(({ name, until }) => ({ name, until }))).toEqual([{ name: 'api', until: 'api has ended' }])
  })
})

describe('the gap', () => {
  test('is closed for all that can move at the same time', () => {
    expect(
      closings([
        { name: 'db', run: { state: running } },
        { name: 'api', needs: ['db'], state: waiting },
        { name: 'web', needs: ['api'], state: waiting },
        { name: 'other', needs: ['db'], state: waiting },
      ]),
    ).toEqual(['start api', 'start other'])
  })

  test('is closed from the top when all goes down', () => {
    const run = { state: running }
    expect(
      closings([
        { name: 'db', state: leaving, run },
        { name: 'api', needs: ['db'], state: leaving, run },
        { name: 'web', needs: ['api'], state: leaving, run },
      ]),
    ).toEqual(['stop web'])
  })

  test('is closed at once for those that need each other in a circle, which would wait for ever', () => {
    const run = { state: running }
    expect(
      closings([
        { name: 'a', needs: ['b'], state: leaving, run },
        { name: 'b', needs: ['a'], state: leaving, run },
      ]),
    ).toEqual(['stop a', 'stop b'])
  })
})

test('workers are put in an order in which each comes before what it needs', () => {
  const names = ['db', 'web', 'api', 'alone']
  const picture = pictureOf([
    { name: 'db' },
    { name: 'web', needs: ['api', 'db'] },
    { name: 'api', needs: ['db'] },
    { name: 'alone' },
  ])
  const order = dependantsFirst([...picture.workers.values()]).map(({ spec }) => spec.name)
  expect([...order].sort()).toEqual([...names].sort())
  expect(order.indexOf('web')).toBeLessThan(order.indexOf('api'))
  expect(order.indexOf('api')).toBeLessThan(order.indexOf('db'))
})
