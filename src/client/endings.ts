import type { RunId } from '../core/id.ts'
import type { Outcome } from '../core/outcome.ts'
import type { RunState } from '../core/run.ts'
import type { Connection } from '../protocol/connection.ts'

/** Remembers how runs end that end from now on. */
export type Endings = {
  outcomeOf(run: RunId): Outcome | undefined
  /** Resolves with the outcome of a run as soon as it has ended. */
  ended(run: RunId): Promise<Outcome>
  close(): void
}

/** Begins to listen; runs that had ended before are not known to it. */
export function watchEndings(connection: Pick<Connection, 'ask' | 'listen'>): Endings {
  const outcomes = new Map<RunId, Outcome>()
  const waiters = new Map<RunId, Array<(outcome: Outcome) => void>>()

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
    if (notice.kind === 'lagged') void lookAgain().catch(() => undefined)
    if (notice.kind !== 'events') return
    for (const event of notice.events) if (event.kind === 'run.ended' && event.run) note(event.run, event.data.state)
  })

  return {
    outcomeOf: run => outcomes.get(run),
    ended(run) {
      const outcome = outcomes.get(run)
      if (outcome) return Promise.resolve(outcome)
      return new Promise(resolve => waiters.set(run, [...(waiters.get(run) ?? []), resolve]))
    },
    close,
  }
}
