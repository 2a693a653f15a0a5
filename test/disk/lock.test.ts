import { existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type Holder, takeLock } from '../../src/disk/lock.ts'
import { tmpDir } from '../tmp.ts'
import { until } from '../until.ts'
import { startChild } from './children.ts'

const us: Holder = { pid: process.pid, startedAtMs: 1_700_000_000_000, command: 'skep run' }

function lockFile(): string {
  return join(tmpDir(), 'lock.db')
}

describe('the lock of a project', () => {
  it('is held by one at a time, and free after it was released', () => {
    const file = lockFile()
    const lock = takeLock(file, us)
    expect(() => takeLock(file, us)).toThrow(expect.objectContaining({ code: 'store-in-use' }))
    lock.release()
    takeLock(file, us).release()
  })

  it('is still held after others were refused: looking at it does not let go of it', async () => {
    const file = lockFile()
    const lock = takeLock(file, us)
    for (let tried = 0; tried < 3; tried += 1) expect(() => takeLock(file, us)).toThrow()
    const child = startChild('holds-the-lock.ts', file)
    await child.ended
    expect(child.lines()).toEqual([])
    lock.release()
  })

  it('says who holds it, since when, and what to do', async () => {
    const file = lockFile()
    const child = startChild('holds-the-lock.ts', file)
    await until(() => child.lines().includes('held'), { what: 'the lock to be held' })
    const message = `this project is in use by process ${child.pid} (skep up) since 2023-11-14T22:13:20.000Z`
    const hint = `use skep there, or end it (\`kill ${child.pid}\`) and try again`
    expect(() => takeLock(file, us)).toThrow(expect.objectContaining({ code: 'store-in-use', message, hint }))
  })

  it('is free as soon as its holder was killed, whatever that left behind', async () => {
    const file = lockFile()
    const child = startChild('holds-the-lock.ts', file)
    await until(() => child.lines().includes('held'), { what: 'the lock to be held' })
    expect(() => takeLock(file, us)).toThrow()
    await child.kill()
    expect(existsSync(`${file}.json`)).toBe(true)
    takeLock(file, us)
    expect(JSON.parse(readFileSync(`${file}.json`, 'utf8'))).toEqual(us)
  })

  it('does not name a holder that is gone', async () => {
    const file = lockFile()
    const child = startChild('holds-the-lock.ts', file)
    await until(() => child.lines().includes('held'), { what: 'the lock to be held' })
    await child.kill()
    const lock = takeLock(file, us)
    writeFileSync(`${file}.json`, JSON.stringify({ ...us, pid: child.pid }))
    expect(() => takeLock(file, us)).toThrow('this project is in use by another process')
    lock.release()
  })

  it('is refused without a name when the note beside it is damaged', () => {
    const file = lockFile()
    const lock = takeLock(file, us)
    for (const note of ['', '{', '[]', '{"pid":"x"}']) {
      writeFileSync(`${file}.json`, note)
      expect(() => takeLock(file, us)).toThrow('in use by another process')
    }
    lock.release()
  })

  it('that is released twice does not take the note of the next holder away', () => {
    const file = lockFile()
    const first = takeLock(file, us)
    first.release()
    const second = takeLock(file, us)
    first.release()
    expect(() => takeLock(file, us)).toThrow(`process ${process.pid}`)
    second.release()
  })

  it('is won by exactly one of many that start at once', async () => {
    const file = lockFile()
    const children = Array.from({ length: 4 }, () => startChild('holds-the-lock.ts', file))
    await until(() => children.some(child => child.lines().includes('held')), { what: 'one to hold it' })
    expect(() => takeLock(file, us)).toThrow(expect.objectContaining({ code: 'store-in-use' }))
    await Promise.all(children.map(child => child.kill()))
    expect(children.filter(child => child.lines().includes('held'))).toHaveLength(1)
  })

  it('is not taken through a symbolic link, nor in a folder that is not there', () => {
    const folder = tmpDir()
    symlinkSync(join(folder, 'elsewhere'), join(folder, 'lock.db'))
    expect(() => takeLock(join(folder, 'lock.db'), us)).toThrow(expect.objectContaining({ code: 'refused' }))
    const missing = join(folder, 'none', 'lock.db')
    expect(() => takeLock(missing, us)).toThrow(expect.objectContaining({ code: 'store-missing' }))
  })
})
