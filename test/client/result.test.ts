import { describe, expect, it } from 'vitest'
import { readResult } from '../../src/client/result.ts'
import type { Outcome } from '../../src/core/outcome.ts'
import { openReader } from '../../src/log/read.ts'
import { runOf } from '../core/records.ts'
import { type Appended, writeLog } from '../log/logs.ts'
import { tmpDir } from '../tmp.ts'

const mib = 1024 * 1024
const says = (stream: Appended['stream'], text: string): Appended => ({ stream, bytes: Buffer.from(text), timeMs: 1 })

async function resultOf(written: readonly Appended[], outcome: Outcome = { kind: 'exited', code: 0 }) {
  const folder = tmpDir()
  await writeLog(folder, written)
  return readResult(openReader(folder), runOf({ state: { status: 'ended', sinceMs: 1, outcome } }))
}

describe('the result of a run', () => {
  it('is what it wrote as one value, by stream', async () => {
    expect(await resultOf([says('stdout', '{"a":'), says('stderr', 'hm\n'), says('stdout', '1}\n')])).toEqual({
      ...{ output: { a: 1, stderr: 'hm\n' }, cut: undefined, error: undefined },
    })
    expect(await resultOf([says('pty', '$ ls\r\n')])).toMatchObject({ output: { stdout: '$ ls\r\n' } })
    expect(await resultOf([])).toEqual({ output: undefined, cut: undefined, error: undefined })
  })

  it('is none while the run lives', async () => {
    const live = runOf({ state: { status: 'running', sinceMs: 1, process: undefined } })
    expect(await readResult(openReader(tmpDir()), live)).toBeUndefined()
  })

  it('finds the little that one stream says among the much of the other', async () => {
    const noise = Array.from({ length: 48 }, () => says('stderr', 'e'.repeat(mib / 16)))
    const result = await resultOf([...noise, says('stdout', '[7]')])
    expect(result?.output).toMatchObject({ value: [7] })
    expect(result?.cut).toEqual({ bytes: 2 * mib, kept: 'the first MiB of each stream' })
  })

  it('is a text that says how it was cut when there is more than a result has, between characters', async () => {
    const whole = JSON.stringify('x'.repeat(mib - 2))
    expect(await resultOf([says('stdout', whole)])).toMatchObject({ output: 'x'.repeat(mib - 2), cut: undefined })
    const output = { stdout: `a${'é'.repeat(mib / 2 - 1)}` }
    expect(await resultOf([says('stdout', `a${'é'.repeat(mib / 2)}`)])).toEqual({
      ...{ output, cut: { bytes: 2, kept: 'the first MiB of each stream' }, error: undefined },
    })
  })

  it('is never read as JSON when its beginning is kept no more', async () => {
    const folder = tmpDir()
    const written = Array.from({ length: 200 }, () => says('stdout', `${' '.repeat(99)}7`))
    await writeLog(folder, written, { capBytes: 4_000, segmentBytes: 500 })
    const state = { status: 'ended', sinceMs: 1, outcome: { kind: 'exited', code: 0 } } as const
    const result = await readResult(openReader(folder), runOf({ state }))
    expect(result?.output).toEqual({ stdout: expect.stringMatching(/^ +7/) })
    expect(result?.cut).toMatchObject({ kept: 'the first MiB of each stream after what is kept no more' })
  })
})

describe('the error of a run that failed', () => {
  const failed: Outcome = { kind: 'exited', code: 3 }

  it('says how it ended and all of a short stderr', async () => {
    const result = await resultOf([says('stdout', 'well\n'), says('stderr', 'no such file\n')], failed)
    expect(result?.error).toEqual({ message: 'exit 3', stderr: 'no such file\n', cutBytes: 0 })
  })

  it.each([20_000, 3 * mib])('has the last 8 KiB of %i bytes of stderr, from a whole character on', async length => {
    const text = `${'é'.repeat(length / 2)}!`
    const written = [says('stderr', text.slice(0, 5_000)), says('stdout', 'out'), says('stderr', text.slice(5_000))]
    const error = (await resultOf(written, failed))?.error
    expect(error?.stderr).toBe(`${'é'.repeat(4_095)}!`)
    expect(error?.cutBytes).toBe(length + 1 - 8_191)
  })
})
