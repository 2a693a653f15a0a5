import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadProject } from '../../src/config/load.ts'
import { Fault } from '../../src/core/fault.ts'
import { readParams } from '../../src/protocol/schemas.ts'
import { verbs } from '../../src/protocol/verbs.ts'
import { specOf, workerId } from '../core/records.ts'
import { questions } from './questions.ts'

/** How params are refused: the sentence, and what to do next. */
function refusal(name: string, params: unknown): string {
  try {
    readParams(name, params)
  } catch (problem) {
    if (!(problem instanceof Fault)) throw problem
    expect(problem.code).toBe('usage')
    return [problem.message, problem.hint].filter(Boolean).join(' | ')
  }
  return 'it was taken'
}

const workers = [workerId(1)]
const adding = (change: object): object => ({ spec: { ...specOf(), ...change }, taken: 'refuse', start: true })

describe('the door of the socket', () => {
  it.each(Object.keys(verbs))('takes everything that can be asked of %s, and changes nothing in it', name => {
    for (const params of Object.entries(questions).find(([verb]) => verb === name)?.[1] ?? []) {
      expect(readParams(name, JSON.parse(JSON.stringify(params)))).toEqual({ name, params })
    }
  })

  it('takes what the file of the example comes to', async () => {
    const folder = join(import.meta.dirname, '../../examples/shop')
    const loaded = await loadProject({ folder, env: { PATH: '/bin' }, home: '/' })
    if (!loaded.ok) throw new Error('the example is not good')
    const params = { specs: loaded.project.workers, start: 'auto' }
    expect(readParams('up', JSON.parse(JSON.stringify(params)))).toEqual({ name: 'up', params })
  })

  it('takes a verb without params when they are left out', () => {
    expect(readParams('subscribe', undefined)).toEqual({ name: 'subscribe', params: {} })
  })
})

describe('what does not fit', () => {
  it.each<[string, unknown, string]>([
    ['stop', { worker: workers }, '`worker` is not known here | did you mean `workers`?'],
    [
      'stop',
      { workers, force: true },
      '`force` is not known here | known here: `workers`, `reason`, `graceMs`, `dependants`',
    ],
    ['stop', {}, '`workers` is missing; it takes a list of at most 10000 ids of workers'],
    ['stop', [], 'what is asked takes an object, found an empty list'],
    ['stop', null, 'what is asked takes an object, found `null`'],
    [
      'stop',
      { workers: ['api'] },
      '`workers[0]` takes the id of a worker (`wrk_` and 32 hex digits), found the text "api"',
    ],
    ['stop', { workers, reason: 7 }, '`reason` takes a text of at most 4096 characters, found the number 7'],
    ['runs', { limit: 257 }, '`limit` takes a whole number from 1 to 256, found the number 257'],
    ['events', { after: 0.5, limit: 1 }, '`after` takes a whole number from 0 on, found the number 0.5'],
    ['watch', { usage: 'yes' }, '`usage` takes `true` or `false`, found the text "yes"'],
    [
      'send',
      { worker: workers[0], typed: { kind: 'txt' } },
      '`typed.kind` takes one of `text`, `keys`, found the text "txt" | did you mean `text`?',
    ],
    [
      'up',
      { specs: [], start: 'atuo' },
      '`start` takes `auto`, `none` or a list of at most 5000 names, found the text "atuo"',
    ],
    ['add', adding({ comand: [] }), '`spec.comand` is not known here | did you mean `command`?'],
    [
      'add',
      adding({ kind: 'tsk' }),
      '`spec.kind` takes one of `service`, `task`, found the text "tsk" | did you mean `task`?',
    ],
    ['add', adding({ cwd: 'src' }), '`spec.cwd` takes the absolute path of a folder, found the text "src"'],
    [
      'add',
      adding({ success: [0, 256] }),
      '`spec.success[1]` takes a whole number from 0 to 255, found the number 256',
    ],
    [
      'add',
      adding({ command: { kind: 'argv', argv: [] } }),
      '`spec.command.argv` takes a list of 1 to 100000 words, the program first, found an empty list',
    ],
  ])('is told with its place: %s %j', (name, params, expected) => {
    expect(refusal(name, params)).toBe(`${name}: ${expected}`)
  })

  it('goes to programs as facts', () => {
    const params = adding({ stop: { ...specOf().stop, graceMs: 60_001 } })
    expect(() => readParams('add', params)).toThrow(
      expect.objectContaining({
        data: {
          verb: 'add',
          place: 'spec.stop.graceMs',
          expected: 'a whole number from 0 to 60000',
          found: 'the number 60001',
        },
      }),
    )
  })

  it('is told for a verb that there is not, with the one that was meant', () => {
    const found = 'there is no such verb: expected one that this version of skep has, found the text'
    expect(refusal('stpo', {})).toBe(`${found} "stpo" | did you mean \`stop\`?`)
    expect(refusal('toString', {})).toContain(`${found} "toString" | known are: `)
  })

  it('is refused where it would only be found out when it is too late: a signal or key of a stop, a NUL', () => {
    const stopping = (action: object): object => adding({ stop: { ...specOf().stop, action } })
    expect(refusal('add', stopping({ kind: 'signals', signals: ['SIGINTT'] }))).toContain('signals[0]` takes the name')
    expect(refusal('add', stopping({ kind: 'keys', keys: ['Entre'] }))).toContain('did you mean `Enter`?')
    expect(refusal('add', adding({ command: { kind: 'shell', line: 'a\0b' } }))).toContain('without NUL')
    expect(refusal('add', adding({ env: { 'A=B': 'c' } }))).toContain('`spec.env["A=B"]` is named wrongly')
    expect(refusal('add', adding({ name: '-f' }))).toContain('takes a name (a letter or digit')
  })

  it('never shows the value of a variable, a long text, or what would steer a terminal', () => {
    expect(refusal('add', adding({ env: { TOKEN: 's3cret\0' } }))).toMatch(
      /`spec.env.TOKEN`.*found a text of 7 characters$/,
    )
    expect(refusal('stop', { workers: [`secret ${'x'.repeat(99)}`] })).toContain('found a text of 106 characters')
    expect(refusal('stop', { workers: ['\u001b[2Jx\u202e'] })).toContain('found the text "x"')
    expect(refusal('stop', { '\u001b[2J': 1 })).not.toContain('\u001b')
  })
})
