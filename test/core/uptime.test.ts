import { describe, expect, test } from 'vitest'
import { beganMs, uptimeMs } from '../../src/core/uptime.ts'
import { runOf } from './records.ts'

const hourMs = 3_600_000
// The machine was started at 0 by the clock of that time, and the process five seconds later.
const process = { pid: 7, startTicks: 500 }
const live = runOf({ state: { status: 'running', sinceMs: 5_000, process }, startedAtMs: 5_000 })

describe('how long a run has been up', () => {
  test.each([-hourMs, 0, hourMs])('stays right when the clock was set by %s ms meanwhile', offsetMs => {
    const clocks = { nowMs: 65_000 + offsetMs, bootedAtMs: offsetMs }
    expect(uptimeMs(live, clocks)).toBe(60_000)
    expect(beganMs(live, clocks)).toBe(5_000 + offsetMs)
  })

  test('goes by the wall clock where nothing else is known', () => {
    const clocks = { nowMs: 65_000, bootedAtMs: undefined }
    expect(uptimeMs(live, clocks)).toBe(60_000)
    const nameless = runOf({ state: { status: 'running', sinceMs: 5_000, process: undefined }, startedAtMs: 5_000 })
    expect(uptimeMs(nameless, { ...clocks, bootedAtMs: -hourMs })).toBe(60_000)
  })

  test('stands still at its end, whatever the clocks do, and is unknown of what never started', () => {
    const state = { status: 'ended', sinceMs: 9_000, outcome: { kind: 'exited', code: 0 } } as const
    const clocks = { nowMs: 65_000, bootedAtMs: hourMs }
    expect(uptimeMs(runOf({ state, startedAtMs: 5_000, endedAtMs: 9_000 }), clocks)).toBe(4_000)
    expect(uptimeMs(runOf({ state, startedAtMs: undefined, endedAtMs: 9_000 }), clocks)).toBeUndefined()
  })
})
