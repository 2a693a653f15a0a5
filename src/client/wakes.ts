import type { RunId } from '../core/id.ts'
import type { Connection } from '../protocol/connection.ts'
import type { Notice } from '../protocol/notice.ts'

/** Calls `wake` whenever a run's output may have grown or be complete; the function that comes back ends it. */
export type Wakes = (run: RunId, wake: () => void) => () => void

/** While nobody tells of growth it is looked for: as often as a person who types needs to see what comes of it. */
const unaidedMs = 50

/** Opens the wakes of a connection: by what it tells, and by the clock while the runtime is away, since what runs goes on. */
export function openWakes(connection: Pick<Connection, 'ask' | 'listen'>): Wakes {
  const sleepers = new Map<RunId, Set<() => void>>()
  let isListening = false
  let timer: NodeJS.Timeout | undefined

  function hear(notice: Notice): void {
    if (notice.kind === 'grew') wake(notice.run)
    if (notice.kind === 'events') for (const { kind, run } of notice.events) if (kind === 'run.ended' && run) wake(run)
    if (notice.kind === 'away') timer ??= setInterval(wakeAll, unaidedMs).unref()
    if (notice.kind !== 'lagged') return
    clearInterval(timer)
    timer = undefined
    // What was not told may have been of any run.
    wakeAll()
    // Whoever knows whether a run has ended has asked before: by the answer to this he knows.
    connection.ask('status', {}).then(wakeAll, wakeAll)
  }

  function wake(run: RunId): void {
    for (const one of [...(sleepers.get(run) ?? [])]) one()
  }

  function wakeAll(): void {
    for (const run of [...sleepers.keys()]) wake(run)
  }

  return (run, wake) => {
    if (!isListening) connection.listen(hear)
    isListening = true
    const all = sleepers.get(run) ?? new Set()
    // One function may be given twice, and ended once.
    const own = (): void => wake()
    sleepers.set(run, all.add(own))
    return () => {
      all.delete(own)
      if (all.size === 0 && sleepers.get(run) === all) sleepers.delete(run)
    }
  }
}
