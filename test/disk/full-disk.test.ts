import { describe, expect, it } from 'vitest'
import { Fault } from '../../src/core/fault.ts'
import { toStoreFault } from '../../src/disk/store-fault.ts'
import { tmpDir } from '../tmp.ts'
import { canMount, runOnSmallDisk, shellCommand } from './children.ts'

describe('trouble of the disk', () => {
  const doing = { file: '/srv/none/store.db', operation: 'keeping events' }

  function codeOf(facts: Record<string, unknown>): string {
    const problem = toStoreFault(Object.assign(new Error('it did not work'), facts), doing)
    return problem instanceof Fault ? problem.code : 'a bug'
  }

  it('is a fault by its kind, whether SQLite or the system tells it', () => {
    const told = {
      full: codeOf({ errcode: 13 }),
      corrupt: codeOf({ errcode: 11 | (1 << 8) }),
      notADatabase: codeOf({ errcode: 26 }),
      readOnly: codeOf({ errcode: 8 }),
      failedRead: codeOf({ errcode: 10 | (1 << 8) }),
      busy: codeOf({ errcode: 5 }),
      cannotOpen: codeOf({ errcode: 14 }),
      noSpace: codeOf({ code: 'ENOSPC' }),
      quota: codeOf({ code: 'EDQUOT' }),
      noEntry: codeOf({ code: 'ENOENT' }),
      readOnlyDisk: codeOf({ code: 'EROFS' }),
      notPermitted: codeOf({ code: 'EACCES' }),
      wrongStatement: codeOf({ errcode: 1 }),
      somethingElse: codeOf({}),
    }
    expect(told).toEqual({
      full: 'disk-full',
      corrupt: 'store-corrupt',
      notADatabase: 'store-corrupt',
      readOnly: 'refused',
      failedRead: 'internal',
      busy: 'store-in-use',
      cannotOpen: 'store-missing',
      noSpace: 'disk-full',
      quota: 'disk-full',
      noEntry: 'store-missing',
      readOnlyDisk: 'refused',
      notPermitted: 'refused',
      wrongStatement: 'a bug',
      somethingElse: 'a bug',
    })
  })
})

describe.runIf(canMount)('a store on a disk of its own', () => {
  it('refuses what does not fit, stays readable, and goes on by itself when there is space', () => {
    const folder = tmpDir()
    const told = runOnSmallDisk(folder, shellCommand('fills-the-disk.ts', folder))
    const refused = 'disk-full'
    expect(JSON.parse(told)).toEqual({ refused, readable: 1, again: refused, caughtUp: true, damaged: [] })
  })

  it('is not made on a full one, and leaves nothing that could be taken for one', () => {
    const folder = tmpDir()
    const open = shellCommand('opens-the-store.ts', `${folder}/store.db`)
    const fill = `dd if=/dev/zero of='${folder}/ballast' bs=4k 2> /dev/null || true`
    const told = runOnSmallDisk(folder, `${fill}; ${open}; ls '${folder}'; rm '${folder}/ballast'; ${open}`)
    expect(told.trim().split('\n')).toEqual([
      '{"code":"disk-full"}',
      'ballast',
      expect.stringContaining('store.db.new'),
      '{"lastEvent":0}',
    ])
  })

  it('is refused where nothing can be written', () => {
    const folder = tmpDir()
    const open = shellCommand('opens-the-store.ts', `${folder}/store.db`)
    const other = shellCommand('opens-the-store.ts', `${folder}/other.db`)
    const told = runOnSmallDisk(folder, `${open}; mount -o remount,ro '${folder}'; ${open}; ${other}`)
    expect(told.trim().split('\n')).toEqual(['{"lastEvent":0}', '{"code":"refused"}', '{"code":"refused"}'])
  })
})
