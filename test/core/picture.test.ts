import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Diagnostic } from '../../src/core/diagnostic.ts'
import type { SkepEvent } from '../../src/core/event.ts'
import { toId } from '../../src/core/id.ts'
import { applyEvent, diagnosticsKept, emptyPicture, foldRun, type Picture } from '../../src/core/picture.ts'
import { isLive, type RunRecord, wordOfRun, wordOfWorker } from '../../src/core/record.ts'
import { Chronicle } from './chronicle.ts'
import { runOf, workerId, workerOf } from './records.ts'
import { chronicles, journals } from './stories.ts'

const runtimeId = toId('rt', 1, new Uint8Array(10))

function pictureOf(events: readonly SkepEvent[]): Picture {
  const picture = emptyPicture(runtimeId, '/srv/shop')
  for (const event of events) applyEvent(picture, event)
  return picture
}

/** The record of one run from its own events alone. */
function replay(events: readonly SkepEvent[], run: RunRecord['id']): RunRecord | undefined {
  let record: RunRecord | undefined
  for (const event of events.filter(one => one.run === run)) {
    if (event.kind === 'run.added') record = event.data.run
    else record &&= foldRun(record, event)
  }
  return record
}

describe('a picture', () => {
  it('holds of each run what its own events, replayed from the first, say', () => {
    fc.assert(
      fc.property(journals, events => {
        const picture = pictureOf(events)
        for (const run of picture.runs.values()) expect(run).toEqual(replay(events, run.id))
      }),
    )
  })

  it('shows every worker and its run in the states that their tables led them to', () => {
    fc.assert(
      fc.property(chronicles, ({ events, workers, runs }) => {
        const picture = pictureOf(events)
        expect([...picture.workers.keys()]).toEqual(workers.map(({ id }) => id))
        for (const { id, state, run } of workers) {
          expect(picture.workers.get(id)).toMatchObject({ state, run })
          if (run) expect(picture.runs.get(run)?.state).toEqual(runs.get(run))
        }
      }),
    )
  })

  it('holds the active or last run of each worker and no other', () => {
    fc.assert(
      fc.property(chronicles, ({ events, workers }) => {
        const last = workers.flatMap(({ run }) => (run ? [run] : []))
        expect(new Set(pictureOf(events).runs.keys())).toEqual(new Set(last))
      }),
    )
  })

  it('is the same whether it saw everything or was taken in the middle and went on from there', () => {
    fc.assert(
      fc.property(journals, fc.nat(), (events, cut) => {
        const middle = cut % (events.length + 1)
        const picture = structuredClone(pictureOf(events.slice(0, middle)))
        for (const event of events.slice(middle)) applyEvent(picture, event)
        expect(picture).toEqual(pictureOf(events))
      }),
    )
  })

  it('replaces records and never changes one that it gave away', () => {
    fc.assert(
      fc.property(journals, events => {
        const picture = emptyPicture(runtimeId, '/srv/shop')
        for (const event of events) {
          const given = [...picture.workers.values(), ...picture.runs.values()]
          const before = structuredClone(given)
          applyEvent(picture, event)
          expect(given).toEqual(before)
        }
      }),
      { numRuns: 30 },
    )
  })

  it('says the id of the last event that went in', () => {
    fc.assert(
      fc.property(journals, events => {
        expect(pictureOf(events).revision).toBe(events.length)
      }),
    )
  })

  it('counts how often a worker was started again since somebody started it', () => {
    const chronicle = new Chronicle()
    const worker = chronicle.addWorker()
    for (const kind of ['start', 'restart', 'restart', 'start'] as const) {
      chronicle.tell(worker, { kind })
      chronicle.tellRun(worker, { kind: 'lost', reason: 'a test' })
    }
    const starters = ['user', 'supervisor', 'supervisor', 'user'] as const
    let starts = 0
    const counts = chronicle.events.flatMap((event, index, events) => {
      if (event.kind !== 'run.added') return []
      const { run } = event.data
      events[index] = { ...event, data: { run: { ...run, actor: starters[starts] ?? 'user' } } }
      starts += 1
      return [...pictureOf(events.slice(0, index + 1)).workers.values()].map(({ restarts }) => restarts)
    })
    expect(counts).toEqual([0, 1, 2, 0])
  })

  it('keeps the newest diagnostics', () => {
    const chronicle = new Chronicle()
    for (let count = 0; count < diagnosticsKept + 10; count += 1) chronicle.diagnose(undefined)
    const ids = pictureOf(chronicle.events).diagnostics.map(({ id }: Diagnostic) => id)
    expect([ids.length, ids.at(0), ids.at(-1)]).toEqual([diagnosticsKept, 11, diagnosticsKept + 10])
  })
})

describe('the record of a run', () => {
  const worker = workerOf()

  it('is not moved by anything once it has ended, but takes the verdict of its stop and what it left', () => {
    const run = runOf({ state: { status: 'ended', sinceMs: 9, outcome: { kind: 'exited', code: 0 } }, endedAtMs: 9 })
    const chronicle = new Chronicle()
    const about = { worker: worker.id, run: run.id }
    const verdict = { run: run.id, tookMs: 1, ended: [], survivors: [], spared: [] }
    for (const kind of ['run.paused', 'run.resumed', 'run.ready'] as const) chronicle.note({ kind, data: {} }, about)
    chronicle.note(
      { kind: 'run.running', data: { state: { status: 'running', sinceMs: 1, process: undefined } } },
      about,
    )
    expect(chronicle.events.reduce(foldRun, run)).toEqual(run)
    const judged = chronicle.note({ kind: 'run.judged', data: { verdict } }, about)
    expect(foldRun(run, judged)).toEqual({ ...run, verdict })
  })

  it('has its process also when it was stopped while it was starting', () => {
    const chronicle = new Chronicle()
    const known = chronicle.addWorker()
    chronicle.tell(known, { kind: 'start' })
    chronicle.tell(known, { kind: 'stop' })
    chronicle.tellRun(known, { kind: 'spawned', process: { pid: 42, startTicks: 1 } })
    const [run] = pictureOf(chronicle.events).runs.values()
    expect(run).toMatchObject({ pid: 42, startedAtMs: chronicle.timeMs, state: { status: 'stopping' } })
  })

  it('is not paused any more when its process has exited', () => {
    const chronicle = new Chronicle()
    const known = chronicle.addWorker()
    chronicle.tell(known, { kind: 'start' })
    chronicle.tellRun(known, { kind: 'spawned', process: { pid: 42, startTicks: 1 } })
    chronicle.note({ kind: 'run.paused', data: {} }, { worker: known.id, run: known.run })
    expect(wordsOf(chronicle)).toEqual(['paused', 'paused'])
    chronicle.tellRun(known, { kind: 'exited', exit: { kind: 'signalled', signal: 'SIGKILL' } })
    expect(wordsOf(chronicle)).toEqual(['killed', 'killed'])
  })

  it('is live until it has ended, whatever is still being read of it', () => {
    fc.assert(
      fc.property(chronicles, ({ events, runs }) => {
        for (const run of pictureOf(events).runs.values())
          expect(isLive(run)).toBe(runs.get(run.id)?.status !== 'ended')
      }),
    )
  })
})

describe('the word for a worker', () => {
  it('is its own while it waits or has given up, else that of its run, else idle', () => {
    const outcome = { kind: 'exited', code: 1 } as const
    const ended = runOf({ state: { status: 'ended', sinceMs: 1, outcome } })
    const backoff = { status: 'backoff', untilMs: 1, failures: 1, attempts: 2, epoch: 1, outcome } as const
    expect(wordOfWorker(workerOf(), undefined)).toBe('idle')
    expect(wordOfWorker(workerOf({ state: backoff }), ended)).toBe('backoff')
    expect(wordOfWorker(workerOf({ state: { status: 'gave-up', outcome, failures: 2 } }), ended)).toBe('gave-up')
    expect(wordOfWorker(workerOf({ state: { status: 'ended', outcome } }), ended)).toBe('failed')
  })
})

function wordsOf({ events }: Chronicle): string[] {
  const { workers, runs } = pictureOf(events)
  const run = [...runs.values()][0]
  const worker = workers.get(workerId(1))
  return run && worker ? [wordOfRun(run), wordOfWorker(worker, run)] : []
}
