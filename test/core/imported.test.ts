import { describe, expect, it } from 'vitest'
import { toImported } from '../../src/core/imported.ts'
import { applyEvent, emptyPicture } from '../../src/core/picture.ts'
import type { RunRecord } from '../../src/core/record.ts'
import { runId, runOf, workerId, workerOf } from './records.ts'

const here = { worker: workerId(7), exportedAtMs: 5_000, nowMs: 9_000 }
const exited = { kind: 'exited', code: 0 } as const

describe('a run that was taken in', () => {
  it('keeps how it ended and when, and belongs to a worker of here', () => {
    const ended = runOf({ state: { status: 'ended', sinceMs: 4_000, outcome: exited }, endedAtMs: 3_900 })
    const state = { status: 'ended', sinceMs: 4_000, outcome: exited }
    expect(toImported(ended, here)).toMatchObject({ state, endedAtMs: 3_900, worker: workerId(7), importedAtMs: 9_000 })
  })

  it('is lost with the time and the reason when it had not ended', () => {
    const running = runOf({ state: { status: 'running', sinceMs: 2_000, process: { pid: 1, startTicks: 1 } } })
    const reason = 'it was running when it was exported at 1970-01-01T00:00:05.000Z'
    const state = { status: 'ended', sinceMs: 9_000, outcome: { kind: 'lost', reason } }
    expect(toImported(running, here)).toMatchObject({ state, endedAtMs: 5_000 })
  })

  it('has the outcome that was known already when only its output was still being read', () => {
    const draining = runOf({ state: { status: 'draining', sinceMs: 2_000, outcome: exited }, endedAtMs: 2_000 })
    expect(toImported(draining, here)).toMatchObject({ state: { outcome: exited }, endedAtMs: 2_000 })
  })

  it('has left nothing here, and follows no run of here', () => {
    const left = [{ pid: 1, parent: 0, command: 'sleep', state: 'S', memoryBytes: 1, cpuMs: 1, detached: true }]
    const run = runOf({ left, previous: runId(3), session: 'ses_other', pausedAtMs: 1 })
    expect(toImported(run, here)).toMatchObject({
      left: [],
      ...{ previous: undefined, session: undefined, pausedAtMs: undefined },
    })
  })
})

describe('a run that had ended before it was added', () => {
  const ended = { status: 'ended', sinceMs: 4_000, outcome: exited } as const

  it('leaves a worker the run that it has', () => {
    const { workers, runs } = pictureOf(runOf({ id: runId(2), state: ended }), runId(1))
    expect(workers.get(workerId(1))?.run).toBe(runId(1))
    expect(runs.has(runId(2))).toBe(false)
  })

  it('is the run of a worker that has none', () => {
    const { workers, runs } = pictureOf(runOf({ id: runId(2), state: ended }), undefined)
    expect(workers.get(workerId(1))?.run).toBe(runId(2))
    expect(runs.has(runId(2))).toBe(true)
  })
})

function pictureOf(run: RunRecord, own: RunRecord['id'] | undefined) {
  const picture = emptyPicture('rt_none', 'shop')
  picture.workers.set(workerId(1), workerOf({ run: own }))
  const event = { id: 1, timeMs: 1, worker: run.worker, run: run.id, actor: 'user', message: '' } as const
  applyEvent(picture, { ...event, kind: 'run.added', data: { run } })
  return picture
}
