import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { tmpDir } from './tmp.ts'
import { until } from './until.ts'

describe('until', () => {
  it('gives what the condition gave once it is neither undefined nor false', async () => {
    const answers = [undefined, false, 0]
    expect(await until(() => answers.shift(), { what: 'a number', everyMs: 1 })).toBe(0)
    expect(answers).toEqual([])
  })

  it('asks again when the condition throws', async () => {
    const answers = [() => fail('not yet'), () => 'there']
    expect(await until(() => answers.shift()?.(), { what: 'an answer', everyMs: 1 })).toBe('there')
  })

  it('says at the ceiling what it waited for and the last value', async () => {
    const waiting = until(() => false, { what: 'the pig to fly', timeoutMs: 5, everyMs: 1 })
    await expect(waiting).rejects.toThrow('waited 5 ms for the pig to fly; there was:\nfalse')
  })

  it('says at the ceiling what the last attempt threw', async () => {
    const waiting = until(() => fail('no wings'), { what: 'a pig', timeoutMs: 5, everyMs: 1 })
    await expect(waiting).rejects.toThrow('no wings')
  })

  it('shows at the ceiling what it was told to show', async () => {
    const waiting = until(() => false, { what: 'x', timeoutMs: 5, everyMs: 1, show: () => 'the screen' })
    await expect(waiting).rejects.toThrow('there was:\nthe screen')
  })
})

describe('tmpDir', () => {
  it('is removed when its test has ended', () => {
    let folder = ''
    // Hooks run in reverse order, so this one looks after the folder's own.
    onTestFinished(() => expect(existsSync(folder)).toBe(false))
    folder = tmpDir()
    writeFileSync(join(folder, 'file'), 'content')
    expect(existsSync(folder)).toBe(true)
  })
})

function fail(reason: string): never {
  throw new Error(reason)
}
