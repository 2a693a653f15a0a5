import { chmodSync, chownSync, lstatSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { makePrivateFile, makePrivateFolder, requirePrivateFile } from '../../src/disk/state-folder.ts'
import { tmpDir } from '../tmp.ts'

const refused = expect.objectContaining({ code: 'refused' })

function modeOf(path: string): number {
  return lstatSync(path).mode & 0o777
}

describe('a private folder', () => {
  it('is made with those above it, for its owner alone, and taken when it is there', () => {
    const folder = join(tmpDir(), 'a', 'b')
    makePrivateFolder(folder)
    makePrivateFolder(folder)
    expect([modeOf(folder), modeOf(join(folder, '..'))]).toEqual([0o700, 0o700])
  })

  it('that others could read is closed to them, and refused when they could write', () => {
    const folder = join(tmpDir(), 'a')
    makePrivateFolder(folder)
    chmodSync(folder, 0o755)
    makePrivateFolder(folder)
    expect(modeOf(folder)).toBe(0o700)
    chmodSync(folder, 0o777)
    expect(() => makePrivateFolder(folder)).toThrow(refused)
    expect(modeOf(folder)).toBe(0o777)
  })

  it('is not a symbolic link and not a file', () => {
    const above = tmpDir()
    mkdirSync(join(above, 'real'))
    symlinkSync(join(above, 'real'), join(above, 'link'))
    symlinkSync(join(above, 'nothing'), join(above, 'dangling'))
    writeFileSync(join(above, 'file'), '')
    for (const name of ['link', 'dangling', 'file']) expect(() => makePrivateFolder(join(above, name))).toThrow(refused)
  })

  it.runIf(process.getuid?.() === 0)('is not one that belongs to somebody else', () => {
    const folder = join(tmpDir(), 'theirs')
    mkdirSync(folder, { mode: 0o700 })
    chownSync(folder, 12_345, 12_345)
    expect(() => makePrivateFolder(folder)).toThrow('belongs to user 12345')
  })
})

describe('a private file', () => {
  it('is made once, for its owner alone', () => {
    const file = join(tmpDir(), 'a')
    expect([makePrivateFile(file), makePrivateFile(file), modeOf(file)]).toEqual([true, false, 0o600])
  })

  it('is not made through a symbolic link, and one that others could have written is refused', () => {
    const folder = tmpDir()
    symlinkSync(join(folder, 'elsewhere'), join(folder, 'link'))
    expect(makePrivateFile(join(folder, 'link'))).toBe(false)
    expect(() => requirePrivateFile(join(folder, 'link'))).toThrow(refused)
    const file = join(folder, 'wide')
    writeFileSync(file, '')
    chmodSync(file, 0o622)
    expect(() => requirePrivateFile(file)).toThrow(refused)
    chmodSync(file, 0o644)
    requirePrivateFile(file)
    expect(modeOf(file)).toBe(0o600)
  })
})
