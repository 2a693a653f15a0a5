import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { projectFiles, projectFolder, runFolder, socketFolder, socketPaths, stateHome } from '../../src/core/paths.ts'
import { runId } from './records.ts'

const home = '/home/ada'

describe('the folder of all state', () => {
  it('is SKEP_HOME, else in the XDG state folder, else in ~/.local/state', () => {
    expect(stateHome({ SKEP_HOME: '/data/skep/', XDG_STATE_HOME: '/state' }, home)).toBe('/data/skep')
    expect(stateHome({ XDG_STATE_HOME: '/state' }, home)).toBe('/state/skep')
    expect(stateHome({}, home)).toBe('/home/ada/.local/state/skep')
  })

  it('counts an empty variable as none, and a relative XDG folder too, as XDG says', () => {
    expect(stateHome({ SKEP_HOME: '', XDG_STATE_HOME: 'state' }, home)).toBe('/home/ada/.local/state/skep')
  })

  it('is refused where SKEP_HOME is relative: it would be another one in every folder', () => {
    expect(() => stateHome({ SKEP_HOME: './state' }, home)).toThrow('SKEP_HOME must be an absolute path')
  })
})

describe('the folder of a project', () => {
  it('says which project it is and is told apart by the hash', () => {
    expect(projectFolder('/s', '/home/ada/Web Shop', '0123456789ab')).toBe('/s/projects/Web-Shop-0123456789ab')
    expect(projectFolder('/s', '/', '0123456789ab')).toBe('/s/projects/project-0123456789ab')
  })

  it('is one plain folder below projects, whatever the project is called', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), name => {
        const folder = projectFolder('/s', `/home/${name}`, '0123456789ab')
        expect(folder).toMatch(/^\/s\/projects\/[A-Za-z0-9_][A-Za-z0-9._-]{0,39}-0123456789ab$/)
      }),
    )
  })

  it('holds the store, its lock, the runs and where the daemon is', () => {
    expect(projectFiles('/s/projects/shop-1')).toMatchSnapshot()
  })
})

describe('the folder of a run', () => {
  it('is named by its id', () => {
    expect(runFolder('/p/runs', runId(1))).toBe(`/p/runs/${runId(1)}`)
  })

  it('never leads out of the folder of runs, whatever an id from outside holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), text => {
        expect(runFolder('/p/runs', `run_${text}`)).toMatch(/^\/p\/runs\/run_[a-z0-9_%-]*$/)
      }),
    )
    expect(runFolder('/p/runs', 'run_/../..')).toBe('/p/runs/run_%2f%2e%2e%2f%2e%2e')
  })

  it('is another one for another id, also where capitals count for nothing', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (one, other) => {
        fc.pre(one !== other)
        expect(runFolder('/p', `run_${one}`).toLowerCase()).not.toBe(runFolder('/p', `run_${other}`).toLowerCase())
      }),
    )
  })
})

describe('the folder of sockets', () => {
  it('is one per user in /tmp, or SKEP_RUNTIME_DIR', () => {
    expect(socketFolder(1000, {})).toBe('/tmp/skep-1000')
    expect(socketFolder(1000, { SKEP_RUNTIME_DIR: '/run/skep' })).toBe('/run/skep')
    expect(socketPaths('/tmp/skep-1000', '0123456789ab')).toEqual({
      daemon: '/tmp/skep-1000/s-0123456789ab',
      keeper: '/tmp/skep-1000/k-0123456789ab',
    })
  })
})
