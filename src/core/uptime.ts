import type { RunRecord } from './record.ts'
import { liveProcess } from './run.ts'

/**
 * The present, on the wall clock, and when this machine was started as that clock counts now; undefined where starts of
 * processes are not counted from there.
 */
export type Clocks = { readonly nowMs: number; readonly bootedAtMs: number | undefined }

/** What the start of a process is counted in, in ms: Linux shows it to programs in hundredths on every machine of today. */
export const tickMs = 10

type Lasting = Pick<RunRecord, 'state' | 'startedAtMs' | 'endedAtMs'>

/** How long a run has been up, frozen at its end; undefined when it never started. */
export function uptimeMs(run: Lasting, clocks: Clocks): number | undefined {
  const startMs = beganMs(run, clocks)
  return startMs === undefined ? undefined : Math.max(0, (run.endedAtMs ?? clocks.nowMs) - startMs)
}

/**
 * When a run began. Of one that lives, as the clock counts now: a clock that was set meanwhile makes it neither older nor
 * younger than its process.
 */
export function beganMs({ state, startedAtMs }: Lasting, { bootedAtMs }: Clocks): number | undefined {
  const process = liveProcess(state)
  if (startedAtMs === undefined || bootedAtMs === undefined || !process) return startedAtMs
  return bootedAtMs + process.startTicks * tickMs
}
