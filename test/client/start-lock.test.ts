import { spawnSync } from 'node:child_process'
import { existsSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { holdStartLock } from '../../src/client/start-lock.ts'
import { tmpDir } from '../tmp.ts'

const staleMs = 15_000
const never = new AbortController().signal

test('one at a time has the right to start, and whoever waited for it knows', async () => {
  const home = join(tmpDir(), 'state')
  let holders = 0
  const waited = await Promise.all(
    Array.from({ length: 10 }, async () => {
      await using held = await holdStartLock({ home }, never)
      holders += 1
      expect(holders).toBe(1)
      await new Promise(resolve => setImmediate(resolve))
      holders -= 1
      return held.hasWaited
    }),
  )
  expect(waited.filter(one => !one)).toHaveLength(1)
  expect(existsSync(join(home, 'start.lock'))).toBe(false)
})

test.each([
  { what: 'of a process that has ended', pid: String(spawnSync('true').pid), ageMs: 0 },
  { what: 'that is old, whoever has it', pid: String(process.pid), ageMs: staleMs + 1_000 },
  { what: 'that says nothing and is old', pid: '', ageMs: staleMs + 1_000 },
  { what: 'from before the clock was set back', pid: String(process.pid), ageMs: -3_600_000 },
])('a lock $what is taken over', async ({ pid, ageMs }) => {
  const home = tmpDir()
  const file = join(home, 'start.lock')
  writeFileSync(file, pid)
  const at = (Date.now() - ageMs) / 1_000
  utimesSync(file, at, at)
  const held = await holdStartLock({ home }, never)
  expect(held.hasWaited).toBe(true)
  await held[Symbol.asyncDispose]()
  expect(existsSync(file)).toBe(false)
})

test('whoever does not want to wait any longer stops waiting, and leaves the lock to who has it', async () => {
  const home = tmpDir()
  await using _held = await holdStartLock({ home }, never)
  const impatient = new AbortController()
  const waiting = holdStartLock({ home }, impatient.signal)
  impatient.abort()
  await expect(waiting).rejects.toThrow()
  expect(existsSync(join(home, 'start.lock'))).toBe(true)
})
