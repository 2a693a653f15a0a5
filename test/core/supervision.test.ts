import fc from 'fast-check'
import { expect, test } from 'vitest'
import { gapOf } from '../../src/core/gap.ts'
import type { RunId, WorkerId } from '../../src/core/id.ts'
import type { Need, NeedUntil } from '../../src/core/need.ts'
import { byName, dependantsFirst, obstaclesOf } from '../../src/core/needs.ts'
import { emptyPicture, type Picture } from '../../src/core/picture.ts'
import type { RunRecord, WorkerRecord } from '../../src/core/record.ts'
import { isLive } from '../../src/core/record.ts'
import type { RunState } from '../../src/core/run.ts'
import { heldBack, newsOfEnd, stepWorker, type WorkerNews } from '../../src/core/worker.ts'
import { runOf, workerOf } from './records.ts'

type Kind = Exclude<NeedUntil['kind'], 'log' | 'healthy'>

/** A graph without circles: each may need those with a smaller number. */
const graphs = fc
  .array(
    fc.array(fc.tuple(fc.nat(), fc.constantFrom<Kind>('started', 'ready', 'completed', 'ended')), { maxLength: 3 }),
    {
      minLength: 1,
      maxLength: 12,
    },
  )
  .map(rows => rows.map((needs, at) => (at === 0 ? [] : needs.map(([to, kind]) => [to % at, kind] as const))))

const happenings = fc.array(fc.tuple(fc.constantFrom('start', 'stop', 'restart', 'exit', 'fail', 'down'), fc.nat()), {
  maxLength: 60,
})

/** The smallest thing that carries out what the tables and the gap ask for: a run has its process at once, and ends when it is told. */
class Model {
  readonly picture: Picture = emptyPicture('rt_00000000000000000000000000000000', 'model')
  readonly #ids: WorkerId[] = []
  #runs = 0
  #nowMs = 0

  constructor(graph: ReadonlyArray<ReadonlyArray<readonly [number, Kind]>>) {
    graph.forEach((needs, at) => {
      const id: WorkerId = `wrk_${at}`
      const worker = workerOf({ id })
      const named = needs.map(([to, kind]): Need => ({ name: `w${to}`, until: { kind }, restart: false }))
      this.picture.workers.set(id, { ...worker, spec: { ...worker.spec, name: `w${at}`, needs: named } })
      this.#ids.push(id)
    })
  }

  worker(at: number): WorkerRecord {
    const found = this.picture.workers.get(this.#ids[at % this.#ids.length] ?? 'wrk_0')
    if (!found) throw new Error('no such worker')
    return found
  }

  get workers(): readonly WorkerRecord[] {
    return [...this.picture.workers.values()]
  }

  move({ id }: WorkerRecord, given: WorkerNews): void {
    const worker = this.picture.workers.get(id)
    if (!worker) return
    const isEarly = obstaclesOf(worker, byName(this.picture), this.picture).length > 0
    const news = isEarly ? heldBack(worker.state, given, { sinceMs: this.#nowMs, by: 'user' }) : given
    const step = stepWorker(worker.state, news)
    if (!step) return
    this.picture.workers.set(id, { ...worker, state: step.state })
    for (const effect of step.effects) {
      if (effect === 'launch') this.#launch(id, isEarly)
      if (effect === 'stop-run') this.end(this.worker(this.#ids.indexOf(id)), 0)
    }
  }

  #launch(id: WorkerId, isEarly: boolean): void {
    const worker = this.picture.workers.get(id)
    const before = worker?.run && this.picture.runs.get(worker.run)
    expect(isEarly, 'no start before its needs').toBe(false)
    expect(before ? isLive(before) : false, 'no two live runs of one worker').toBe(false)
    if (!worker) return
    this.#nowMs += 1
    this.#runs += 1
    const run: RunId = `run_${this.#runs}`
    const state: RunState = { status: 'running', sinceMs: this.#nowMs, process: { pid: 7, startTicks: this.#runs } }
    this.picture.runs.set(run, { ...runOf({ id: run, worker: id }), state, startedAtMs: this.#nowMs })
    this.picture.workers.set(id, { ...worker, run })
  }

  end({ id, run }: WorkerRecord, code: number): void {
    const worker = this.picture.workers.get(id)
    const record = run && this.picture.runs.get(run)
    if (!worker || !record || !isLive(record) || worker.state.status !== 'active') return
    const outcome = { kind: 'exited', code } as const
    this.picture.runs.set(record.id, { ...record, state: { status: 'ended', sinceMs: this.#nowMs, outcome } })
    const times = { uptimeMs: 0, nowMs: this.#nowMs, epoch: 1 }
    this.move(worker, newsOfEnd(worker.state, { policy: worker.spec.restart, outcome, success: [0], ...times }))
  }

  /** Until nothing is to be closed any more. */
  settle(): void {
    for (let turns = 0; ; turns += 1) {
      const gap = gapOf(this.picture)
      if (gap.length === 0) return
      expect(turns, 'the gap is closed in as many turns as there are workers').toBeLessThan(this.#ids.length + 2)
      for (const { worker, news } of gap) this.move(this.worker(this.#ids.indexOf(worker)), { kind: news })
    }
  }

  down(): void {
    for (const worker of dependantsFirst(this.workers)) this.move(worker, { kind: 'rest' })
  }
}

function carryOut(model: Model, [what, at]: readonly [string, number]): void {
  const worker = model.worker(at)
  if (what === 'exit' || what === 'fail') model.end(worker, what === 'exit' ? 0 : 1)
  else if (what === 'down') model.down()
  else if (what === 'start' || what === 'stop' || what === 'restart') model.move(worker, { kind: what })
  model.settle()
}

function hasLiveRun({ runs }: Picture, { run }: WorkerRecord): boolean {
  const record: RunRecord | undefined = run && runs.get(run)
  return record !== undefined && isLive(record)
}

test('whatever happens, nobody starts before what it needs, nobody runs twice, and nothing that can move stands still', () => {
  fc.assert(
    fc.property(graphs, happenings, (graph, all) => {
      const model = new Model(graph)
      for (const one of all) carryOut(model, one)
      const names = byName(model.picture)
      for (const worker of model.workers) {
        const isWaiting = worker.state.status === 'waiting'
        if (isWaiting) expect(obstaclesOf(worker, names, model.picture)).not.toEqual([])
        expect(hasLiveRun(model.picture, worker)).toBe(worker.state.status === 'active')
      }
    }),
  )
})

test('when all goes down, all of it goes, each after those that need it', () => {
  fc.assert(
    fc.property(graphs, graph => {
      const model = new Model(graph)
      for (const worker of model.workers) model.move(worker, { kind: 'start' })
      model.settle()
      model.down()
      const order: string[] = []
      for (let gap = gapOf(model.picture); gap.length > 0; gap = gapOf(model.picture)) {
        const told = gap.map(({ worker }) => model.picture.workers.get(worker))
        for (const worker of told) if (worker) order.push(worker.spec.name)
        for (const worker of told) if (worker) model.move(worker, { kind: 'stop' })
      }
      for (const worker of model.workers) expect(hasLiveRun(model.picture, worker)).toBe(false)
      for (const { spec } of model.workers) {
        const at = order.indexOf(spec.name)
        for (const { name } of spec.needs)
          if (order.includes(name) && at >= 0) expect(order.indexOf(name)).toBeGreaterThan(at)
      }
    }),
  )
})

test('all that is wanted and can come does come: a graph whose needs are all met is up', () => {
  fc.assert(
    fc.property(graphs, graph => {
      const ready = graph.map(needs => needs.filter(([, kind]) => kind === 'started' || kind === 'ready'))
      const model = new Model(ready)
      for (const worker of model.workers.toReversed()) model.move(worker, { kind: 'start' })
      model.settle()
      for (const worker of model.workers) expect(hasLiveRun(model.picture, worker)).toBe(true)
    }),
  )
})
