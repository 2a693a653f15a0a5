import { expect, test } from 'vitest'
import { toBaseline, toInherited, toRunEnvironment } from '../../src/config/environment.ts'

const client = {
  PATH: '/bin',
  HOME: '/home/ada',
  LANG: 'C',
  LC_ALL: 'C',
  TERM: 'dumb',
  EDITOR: 'vi',
  TMUX: '/tmp/tmux',
  STY: '1.pts',
  TERMCAP: 'x',
  COLUMNS: '80',
  LINES: '24',
  SKEP_RUN_ID: 'run_1',
  SKEP_SOCKET: '/tmp/s',
  SKEP_SESSION: 'ses_1',
  SKEP_HOME: '/var/skep',
}

test('a run inherits what the client has, but not what skep told the client nor what is of its terminal', () => {
  expect(toInherited(client)).toEqual({
    PATH: '/bin',
    HOME: '/home/ada',
    LANG: 'C',
    LC_ALL: 'C',
    TERM: 'dumb',
    EDITOR: 'vi',
    SKEP_HOME: '/var/skep',
  })
})

test('a clean environment has the little that programs cannot do without', () => {
  expect(toBaseline(client)).toEqual({ PATH: '/bin', HOME: '/home/ada', LANG: 'C', LC_ALL: 'C', TERM: 'dumb' })
})

test('on a terminal the run is told what our terminals understand, unless something else was declared', () => {
  const inherited = { TERM: 'dumb', A: '1' }
  expect(toRunEnvironment({ inherited, declared: {}, tty: false })).toEqual(inherited)
  expect(toRunEnvironment({ inherited, declared: {}, tty: true })).toEqual({
    A: '1',
    TERM: 'xterm-256color',
    COLORTERM: 'truecolor',
  })
  expect(toRunEnvironment({ inherited, declared: { TERM: 'vt100' }, tty: true })).toMatchObject({ TERM: 'vt100' })
})
