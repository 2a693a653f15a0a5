import { Fault } from '../core/fault.ts'
import type { RunId } from '../core/id.ts'
import type { Outcome } from '../core/outcome.ts'
import type { RunState } from '../core/run.ts'
import type { Connection } from '../protocol/connection.ts'

/** Remembers how runs end that end from now on. */
export type Endings = {
  outcomeOf(run: RunId): Outcome | undefined
  /** Resolves with the outcome of a run as soon as it has ended; rejects when the runtime is gone for good before. */
  ended(run: RunId): Promise<Outcome>
  close(): void
}

/** Begins to listen; runs that had ended before are not known to it. */
export function watchEndings(connection: Pick<Connection, 'ask' | 'listen'>): Endings {
  const outcomes = new Map<RunId, Outcome>()
  const waiters = new Map<RunId, Array<(outcome: Outcome) => void>>()
  const gone = Promise.withResolvers<never>()
  // Nobody may wait for an end any more.
  gone.promise.catch(() => undefined)

  function note(run: RunId, state: RunState): void {
    if (state.status !== 'ended' || outcomes.has(run)) return
    outcomes.set(run, state.outcome)
    for (const resolve of waiters.get(run) ?? []) resolve(state.outcome)
    waiters.delete(run)
  }

  /** When events were missed, runs may have ended unseen. */
  async function lookAgain(): Promise<void> {
    for (const { id, state } of (await connection.ask('subscribe', {})).runs) note(id, state)
  }

  const close = connection.listen(notice => {
    if (notice.kind === 'closed') gone.reject(goneFault(notice.reason))
    if (notice.kind === 'lagged') void lookAgain().catch(() => undefined)
    if (notice.kind !== 'events') return
    for (const event of notice.events) if (event.kind === 'run.ended' && event.run) note(event.run, event.data.state)
  })

  return {
    outcomeOf: run => outcomes.get(run),
    ended(run) {
      const outcome = outcomes.get(run)
      if (outcome) return Promise.resolve(outcome)
      const ended = new Promise<Outcome>(resolve => waiters.set(run, [...(waiters.get(run) ?? []), resolve]))
      return Promise.race([ended, gone.promise])
    },
    close,
  }
}

function goneFault(reason: string): Fault {
  const hint = 'what runs may go on: skep ls shows it'
  return new Fault({ code: 'unreachable', message: `the runtime has gone: ${reason}`, hint })
}
