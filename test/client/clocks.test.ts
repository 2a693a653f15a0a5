import { expect, test } from 'vitest'
import { readClocks } from '../../src/client/clocks.ts'
import { uptimeMs } from '../../src/core/uptime.ts'
import { identityOf } from '../../src/process/identity.ts'
import { runOf } from '../core/records.ts'

test.runIf(process.platform === 'linux')('a process is as old by its start as it says itself', () => {
  const run = runOf({ state: { status: 'running', sinceMs: 0, process: identityOf(process.pid) }, startedAtMs: 0 })
  const ownMs = 1_000 * process.uptime()
  expect(Math.abs((uptimeMs(run, readClocks()) ?? 0) - ownMs)).toBeLessThan(1_000)
})
