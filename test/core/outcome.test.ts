import { constants } from 'node:os'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { describeOutcome, exitCodeOf, type Outcome, statusOf } from '../../src/core/outcome.ts'
import { exits } from './run-arbitraries.ts'

/** The rows of decisions.md 15, with those that it leaves out. */
const rows: readonly (readonly [Outcome, status: string, code: number])[] = [
  [{ kind: 'exited', code: 0 }, 'completed', 0],
  [{ kind: 'exited', code: 3 }, 'completed', 3],
  [{ kind: 'exited', code: 4 }, 'failed', 4],
  [{ kind: 'signalled', signal: 'SIGSEGV' }, 'killed', 139],
  [{ kind: 'spawn-failed', errno: 'ENOENT', message: 'no such program' }, 'failed', 127],
  [{ kind: 'spawn-failed', errno: 'EACCES', message: 'not executable' }, 'failed', 126],
  [{ kind: 'spawn-failed', errno: 'EMFILE', message: 'too many files' }, 'failed', 125],
  [{ kind: 'timed-out', exit: { kind: 'signalled', signal: 'SIGTERM' } }, 'timed-out', 124],
  [{ kind: 'idle-timed-out', exit: undefined }, 'timed-out', 124],
  [{ kind: 'limit-exceeded', limit: 'memory', exit: undefined }, 'killed', 137],
  [{ kind: 'stopped', by: 'user', reason: undefined, exit: { kind: 'exited', code: 5 } }, 'stopped', 5],
  [{ kind: 'stopped', by: 'user', reason: undefined, exit: { kind: 'signalled', signal: 'SIGINT' } }, 'stopped', 130],
  [{ kind: 'cancelled', by: 'agent:a', reason: 'no need', exit: undefined }, 'cancelled', 143],
  [{ kind: 'lost', reason: 'the keeper is gone' }, 'lost', 125],
  [{ kind: 'completed', result: 'done' }, 'completed', 0],
  [{ kind: 'failed', error: 'no' }, 'failed', 1],
]

describe('an outcome', () => {
  it('has its one word and its one exit code', () => {
    for (const [outcome, status, code] of rows)
      expect([outcome, statusOf(outcome, [3]), exitCodeOf(outcome)]).toEqual([outcome, status, code])
  })

  it('is a sentence for people', () => {
    expect(rows.map(([outcome]) => describeOutcome(outcome))).toMatchSnapshot()
  })

  it('of exit 0 is completed, whatever else counts as success', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(255)), success => {
        expect(statusOf({ kind: 'exited', code: 0 }, success)).toBe('completed')
      }),
    )
  })

  it('gives the command its own exit code, and 128 more than the number of the signal that ended it', () => {
    fc.assert(
      fc.property(exits, exit => {
        const code = exit.kind === 'exited' ? exit.code : 128 + numberOf(exit.signal)
        expect(exitCodeOf(exit)).toBe(code)
      }),
    )
  })

  it.runIf(process.platform === 'linux')('knows the number of every signal that ends a process', () => {
    const harmless = new Set(['SIGCHLD', 'SIGCONT', 'SIGSTOP', 'SIGTSTP', 'SIGTTIN', 'SIGTTOU', 'SIGURG', 'SIGWINCH'])
    const ending = Object.entries(constants.signals).filter(([name]) => !harmless.has(name))
    for (const [signal, number] of ending)
      expect([signal, exitCodeOf({ kind: 'signalled', signal })]).toEqual([signal, 128 + number])
  })
})

function numberOf(signal: string): number {
  return Object.entries(constants.signals).find(([name]) => name === signal)?.[1] ?? 0
}
