import { describe, expect, it } from 'vitest'
import { statusOfRun, statusOfWorker } from '../../src/cli/status.ts'
import { toListed } from '../../src/core/listed.ts'
import type { Outcome } from '../../src/core/outcome.ts'
import { runOf, workerOf } from '../core/records.ts'

const ended = (outcome: Outcome) => runOf({ state: { status: 'ended', sinceMs: 0, outcome } })

describe('a status', () => {
  it.each<[string, Outcome]>([
    ['completed', { kind: 'exited', code: 0 }],
    ['failed (exit 3)', { kind: 'exited', code: 3 }],
    ['killed (SEGV)', { kind: 'signalled', signal: 'SIGSEGV' }],
    ['stopped (by agent:x: enough)', { kind: 'stopped', by: 'agent:x', reason: 'enough', exit: undefined }],
    ['cancelled (by user)', { kind: 'cancelled', by: 'user', reason: undefined, exit: undefined }],
    ['failed (could not start: not found)', { kind: 'spawn-failed', errno: 'ENOENT', message: 'not found' }],
    ['timed-out', { kind: 'timed-out', exit: undefined }],
    ['killed (over its memory limit)', { kind: 'limit-exceeded', limit: 'memory', exit: undefined }],
    ['lost (skep was gone)', { kind: 'lost', reason: 'skep was gone' }],
  ])('says no word twice: %s', (text, outcome) => {
    expect(statusOfRun(ended(outcome))).toBe(text)
  })

  it('of a retry says when it comes and what it comes from', () => {
    const outcome = { kind: 'exited', code: 1 } as const
    const state = { status: 'backoff', untilMs: 3_000, failures: 1, attempts: 10, epoch: 1, outcome } as const
    expect(statusOfWorker(toListed({ worker: workerOf({ state }), run: ended(outcome) }, 0), 0)).toBe(
      'backoff (retry in 3s, exit 1)',
    )
  })

  it('of a stop that is under way says who wants it', () => {
    const cause = { kind: 'stopped', by: 'user', reason: undefined } as const
    const state = { status: 'stopping', sinceMs: 0, process: undefined, cause, urgent: false } as const
    expect(statusOfRun(runOf({ state }))).toBe('stopping (by user)')
  })
})
