import fc from 'fast-check'
import type { Cause, Exit, Reported } from '../../src/core/outcome.ts'
import type { RunNews, RunState } from '../../src/core/run.ts'

/** How a process may end. */
export const exits: fc.Arbitrary<Exit> = fc.oneof(
  fc.record({ kind: fc.constant('exited' as const), code: fc.nat(255) }),
  fc.record({ kind: fc.constant('signalled' as const), signal: fc.constantFrom('SIGTERM', 'SIGKILL', 'SIGSEGV') }),
)

/** Why skep may end a run. */
export const causes: fc.Arbitrary<Cause> = fc.oneof(
  fc.record({
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
  fc.record({ kind: fc.constant('completed' as const), result: fc.option(fc.string(), { nil: undefined }) }),
  fc.record({ kind: fc.constant('failed' as const), error: fc.string() }),
)

const processes = fc.record({ pid: fc.integer({ min: 2, max: 99_999 }), startTicks: fc.nat() })

/** Any news of a run, in no order, but those that lead on more often than those that end it. */
export const runNews: fc.Arbitrary<RunNews> = fc.oneof(
  { weight: 4, arbitrary: fc.constant<RunNews>({ kind: 'start' }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('spawned' as const), process: processes }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constantFrom('stop' as const, 'kill' as const), cause: causes }) },
  { weight: 2, arbitrary: fc.constant<RunNews>({ kind: 'reported' }) },
  fc.record({ kind: fc.constant('exited' as const), exit: exits }),
  fc.constant<RunNews>({ kind: 'drained' }),
  fc.record({ kind: fc.constant('finished' as const), outcome: reports }),
  fc.constant<RunNews>({ kind: 'spawn-failed', errno: 'ENOENT', message: 'there is no such program' }),
  fc.constant<RunNews>({ kind: 'lost', reason: 'the keeper is gone' }),
)

/** How a run begins: waiting for its process, or without one. */
export const firstStates: fc.Arbitrary<RunState> = fc.constantFrom(
  { status: 'queued', sinceMs: 0 },
  { status: 'created', sinceMs: 0 },
)
