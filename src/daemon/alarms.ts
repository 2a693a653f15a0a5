import type { WorkerId } from '../core/id.ts'
import type { Picture } from '../core/picture.ts'
import type { RunRecord, WorkerRecord } from '../core/record.ts'
import type { WorkerNews } from '../core/worker.ts'
import { dueOf } from './due.ts'
import { createTimers } from './timers.ts'

/** Wakes workers when their time has come: for a retry, by their schedule. One alarm per worker, the last one set. */
export type Alarms = {
  /** Sets the alarm that a worker needs as it stands now. */
  set(worker: WorkerRecord): void
  clear(worker: WorkerId): void
  close(): void
}

export type AlarmParts = {
  readonly picture: Pick<Picture, 'workers' | 'runs'>
  readonly now: () => number
  readonly ring: (worker: WorkerId, news: WorkerNews) => void
}

/** A clock that is set makes no start later than this, in ms. */
const lookAgainMs = 60_000

/** Opens the alarms of a runtime, none of them set. */
export function openAlarms({ picture, now, ring }: AlarmParts): Alarms {
  const timers = createTimers()

  function set(worker: WorkerRecord): void {
    const { state, spec, id } = worker
    switch (state.status) {
      case 'backoff': {
        const { epoch, untilMs } = state
        // A clock that was set back meanwhile must not make the pause longer than any is.
        const delayMs = Math.min(untilMs - now(), spec.restart.backoffMs.longest)
        timers.arm(id, delayMs, () => ring(id, { kind: 'due', epoch }))
        return
      }
      case 'scheduled': {
        const { epoch, dueMs } = state
        at(id, dueMs, () => ring(id, { kind: 'due', epoch }))
        return
      }
      case 'active':
        setForRestart(worker, worker.run && picture.runs.get(worker.run))
    }
  }

  /** What is restarted by the clock has its alarm while it runs. */
  function setForRestart({ id, spec: { schedule } }: WorkerRecord, run: RunRecord | undefined): void {
    if (schedule?.overlap !== 'restart' || !run) return
    const dueMs = dueOf(schedule, { sinceMs: run.queuedAtMs, nowMs: now() })
    if (dueMs === undefined) return
    at(id, dueMs, () => {
      const worker = picture.workers.get(id)
      const isSame = worker?.run === run.id && worker.state.status === 'active'
      if (isSame && worker.state.sequel === 'policy') ring(id, { kind: 'restart' })
    })
  }

  function at(id: WorkerId, dueMs: number, due: () => void): void {
    const leftMs = dueMs - now()
    if (leftMs <= 0) timers.arm(id, 0, due)
    else timers.arm(id, Math.min(leftMs, lookAgainMs), () => at(id, dueMs, due))
  }

  return { set, clear: timers.disarm, close: timers.close }
}
