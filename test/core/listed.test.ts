import { describe, expect, it } from 'vitest'
import { isInView, toListed } from '../../src/core/listed.ts'
import { runId, runOf, specOf, workerOf } from './records.ts'

const nowMs = 100 * 60_000
const minute = 60_000

describe('a worker of the list', () => {
  it('says nothing of its environment', () => {
    const worker = workerOf({
      spec: specOf({ env: { API_TOKEN: 'open sesame' }, declaredEnv: { API_TOKEN: 'open sesame' } }),
    })
    expect(JSON.stringify(toListed({ worker, run: runOf() }, nowMs))).not.toContain('sesame')
  })

  it('says when it is tried again, and why', () => {
    const outcome = { kind: 'exited', code: 1 } as const
    const state = { status: 'backoff', untilMs: nowMs + 3_000, failures: 2, attempts: 10, epoch: 1, outcome } as const
    const listed = toListed({ worker: workerOf({ state }), run: undefined }, nowMs)
    expect(listed).toMatchObject({ status: 'backoff', retryAtMs: nowMs + 3_000 })
    expect(listed.reason).toBe('exit 1; it is tried again in 3s (2 of 10)')
  })
})

describe('what is shown without being asked for', () => {
  const ended = (agoMs: number) =>
    runOf({
      state: { status: 'ended', sinceMs: nowMs - agoMs, outcome: { kind: 'exited', code: 0 } },
      endedAtMs: nowMs - agoMs,
    })
  const adHoc = workerOf({ origin: 'ad-hoc', run: runId(1), createdAtMs: 0 })

  it('is what is configured, however long ago it ended', () => {
    expect(isInView({ worker: workerOf({ createdAtMs: 0 }), run: ended(90 * minute) }, nowMs)).toBe(true)
  })

  it('is what is active or about to be', () => {
    const process = { pid: 1, startTicks: 1 }
    expect(isInView({ worker: adHoc, run: runOf({ state: { status: 'running', sinceMs: 0, process } }) }, nowMs)).toBe(
      true,
    )
  })

  it('is what ended within ten minutes, and nothing that ended before', () => {
    expect(isInView({ worker: adHoc, run: ended(10 * minute) }, nowMs)).toBe(true)
    expect(isInView({ worker: adHoc, run: ended(10 * minute + 1) }, nowMs)).toBe(false)
  })
})
