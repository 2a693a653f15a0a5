import fc from 'fast-check'
import type { Cause, Exit, Reported } from '../../src/core/outcome.ts'
import type { RunNews, RunState } from '../../src/core/run.ts'

// As records of ours are, and not without a prototype, which a strict comparison tells apart.
function plain<Known extends object>(
  fields: { [Name in keyof Known]: fc.Arbitrary<Known[Name]> },
): fc.Arbitrary<Known> {
  return fc.record<Known>(fields, { noNullPrototype: true })
}

/** How a process may end. */
export const exits: fc.Arbitrary<Exit> = fc.oneof(
  plain({ kind: fc.constant('exited' as const), code: fc.nat(255) }),
  plain({ kind: fc.constant('signalled' as const), signal: fc.constantFrom('SIGTERM', 'SIGKILL', 'SIGSEGV') }),
)

/** Why skep may end a run. */
export const causes: fc.Arbitrary<Cause> = fc.oneof(
  plain({
    kind: fc.constantFrom('stopped' as const, 'cancelled' as const),
    by: fc.constantFrom('user' as const, 'agent:a' as const, 'supervisor' as const),
    reason: fc.option(fc.string(), { nil: undefined }),
  }),
  fc.constantFrom<Cause>(
    { kind: 'timed-out' },
    { kind: 'idle-timed-out' },
    { kind: 'limit-exceeded', limit: 'memory' },
  ),
)

const reports: fc.Arbitrary<Reported> = fc.oneof(
  plain({ kind: fc.constant('completed' as const), result: fc.option(fc.string(), { nil: undefined }) }),
  plain({ kind: fc.constant('failed' as const), error: fc.string() }),
)

const processes = plain({ pid: fc.integer({ min: 2, max: 99_999 }), startTicks: fc.nat() })

/** Any news of a run, in no order, but those that lead on more often than those that end it. */
export const runNews: fc.Arbitrary<RunNews> = fc.oneof(
  { weight: 4, arbitrary: fc.constant<RunNews>({ kind: 'start' }) },
  { weight: 4, arbitrary: plain({ kind: fc.constant('spawned' as const), process: processes }) },
  { weight: 4, arbitrary: plain({ kind: fc.constantFrom('stop' as const, 'kill' as const), cause: causes }) },
  { weight: 2, arbitrary: fc.constant<RunNews>({ kind: 'reported' }) },
  plain({ kind: fc.constant('exited' as const), exit: exits }),
  fc.constant<RunNews>({ kind: 'drained' }),
  plain({ kind: fc.constant('finished' as const), outcome: reports }),
  fc.constant<RunNews>({ kind: 'spawn-failed', errno: 'ENOENT', message: 'there is no such program' }),
  fc.constant<RunNews>({ kind: 'lost', reason: 'the keeper is gone' }),
)

/** How a run begins: waiting for its process, or without one. */
export const firstStates: fc.Arbitrary<RunState> = fc.constantFrom(
  { status: 'queued', sinceMs: 0 },
  { status: 'created', sinceMs: 0 },
)
