import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { loadProject } from '../../../src/config/load.ts'
import { type Saved, saveWorker } from '../../../src/config/writing/save.ts'
import { differencesOf, isWrittenAlike } from '../../../src/core/difference.ts'
import { defaultRestart, type WorkerSpec } from '../../../src/core/spec.ts'
import { specOf } from '../../core/records.ts'
import { folderWith } from '../files.ts'
import { files } from './random-files.ts'

const around = { env: { PATH: '/bin', SECRET: 'inherited' }, home: '/home/ada' }
const skep = 'skep.yaml'

/** Saves a worker into a folder; answers the file as it is then. */
async function saveIn(folder: string, change: Partial<WorkerSpec>, file = skep): Promise<string> {
  const saved = await save(folder, change)
  if (!saved.ok) throw new Error(saved.problems.map(({ message }) => message).join('\n'))
  return readFileSync(join(folder, file), 'utf8')
}

function save(folder: string, change: Partial<WorkerSpec>): Promise<Saved> {
  return saveWorker({ ...around, folder, spec: specOf({ cwd: folder, declaredEnv: {}, ...change }) })
}

async function workersOf(folder: string): Promise<readonly WorkerSpec[]> {
  const loaded = await loadProject({ folder, ...around })
  if (!loaded.ok) throw new Error(loaded.problems.map(({ message }) => message).join('\n'))
  return loaded.project.workers
}

describe('a worker that is saved', () => {
  test('makes a file where there is none, which says only what differs from the defaults', async () => {
    expect(await saveIn(folderWith({}), {})).toBe('workers:\n  api:\n    command: node server.js\n')
  })

  test('says its folder from the file on, its own variables, and how it is stopped and restarted', async () => {
    const folder = folderWith({ 'web/src/': '' })
    const text = await saveIn(folder, {
      name: 'web:dev',
      command: { kind: 'argv', argv: ['npm', 'run', 'a b', '1'] },
      cwd: join(folder, 'web/src'),
      declaredEnv: { PORT: '3000', WHO: '${USER} $$ $x' },
      restart: { ...defaultRestart, when: 'failure', attempts: 3 },
      stop: { action: { kind: 'signals', signals: ['SIGINT'] }, graceMs: 10_000, scope: 'all' },
      success: [0, 3],
    })
    expect(text).toMatchInlineSnapshot(`
      "workers:
        web:dev:
          command: [ npm, run, a b, "1" ]
          cwd: web/src
          env:
            PORT: "3000"
            WHO: $\${USER} $$$$ $x
          success: [ 3 ]
          stop:
            signal: INT
            grace: 10s
          restart:
            when: failure
            attempts: 3
      "
    `)
  })

  test('says what it needs and how it is looked after, so that it is read as it was meant', async () => {
    const folder = folderWith({ [skep]: 'workers: { db: { command: postgres, health: { tcp: 5432 } } }\n' })
    const text = await saveIn(folder, {
      needs: [{ name: 'db', until: { kind: 'healthy' }, restart: true }],
      ready: { kind: 'tcp', host: '::1', port: 3000, everyMs: 1_000, timeoutMs: 1_000, attempts: 7 },
      health: { kind: 'exec', command: { kind: 'shell', line: 'x | y' }, everyMs: 50, timeoutMs: 5_000, failures: 3 },
    })
    expect(text).toContain('needs: { db: { is: healthy, restart: true } }')
    expect(text).toContain('ready: { tcp: "[::1]:3000", attempts: 7 }')
    expect(text).toMatch(/health: \{ exec: x \| y, shell: true, every: 50ms \}/)
  })

  test('stands behind the others, and before what comes then', async () => {
    const text = `# the shop
workers:
    db: { command: postgres }   # needs 5432
    web:
        command: |
            npm run dev
        shell: true
        # web's own comment
# before the profiles

profiles: { ci: { workers: [db] } }
`
    const saved = await saveIn(folderWith({ [skep]: text }), { command: { kind: 'shell', line: 'a | b' } })
    const added = '    api:\n      command: a | b\n      shell: true\n'
    expect(saved).toBe(text.replace('# before', `${added}# before`))
  })

  test('stands in the line of the others', async () => {
    const one = folderWith({ [skep]: 'workers: { db: { command: postgres } } # all\n' })
    expect(await saveIn(one, {})).toBe(
      'workers: { db: { command: postgres }, api: { command: node server.js } } # all\n',
    )
    const none = folderWith({ [skep]: 'workers: {}\n' })
    expect(await saveIn(none, {})).toBe('workers: { api: { command: node server.js } }\n')
    const json = folderWith({ 'skep.json': '{\n  "workers": { "db": { "command": "postgres" } }\n}\n' })
    expect(JSON.parse(await saveIn(json, {}, 'skep.json'))).toEqual({
      workers: { db: { command: 'postgres' }, api: { command: 'node server.js' } },
    })
  })

  test('gets a place of its own where the workers come from another file', async () => {
    const folder = folderWith({ [skep]: 'extends: base.yaml\n', 'base.yaml': 'workers: { db: { command: postgres } }' })
    expect(await saveIn(folder, {})).toBe('extends: base.yaml\nworkers:\n  api:\n    command: node server.js\n')
    expect((await workersOf(folder)).map(({ name }) => name)).toEqual(['db', 'api'])
  })

  test('never says what it inherits', async () => {
    const text = await saveIn(folderWith({}), { env: { SECRET: 'inherited', PATH: '/bin' } })
    expect(text).not.toMatch(/SECRET|PATH/)
  })
})

describe('the file', () => {
  test('keeps its mode, and a link to it leads to it still', async () => {
    const folder = folderWith({ 'dotfiles/shop.yaml': 'workers: { db: { command: postgres } }\n' })
    const target = join(folder, 'dotfiles/shop.yaml')
    chmodSync(target, 0o640)
    symlinkSync('dotfiles/shop.yaml', join(folder, skep))
    await saveIn(folder, {})
    expect(statSync(target).mode & 0o777).toBe(0o640)
    expect(lstatSync(join(folder, skep)).isSymbolicLink()).toBe(true)
    expect(readFileSync(target, 'utf8')).toContain('api: { command: node server.js }')
    expect(readdirSync(folder).sort()).toEqual(['dotfiles', skep])
    expect(readdirSync(join(folder, 'dotfiles'))).toEqual(['shop.yaml'])
  })

  test('that is wrong is left as it is, and its problems are answered', async () => {
    const folder = folderWith({ [skep]: 'workers: { db: { comand: postgres } }\n' })
    expect(await save(folder, {})).toMatchObject({ ok: false, problems: [{ line: 1 }, {}] })
    expect(readFileSync(join(folder, skep), 'utf8')).toContain('comand')
  })

  test('that has the name is left as it is', async () => {
    const folder = folderWith({ [skep]: 'workers: { api: { command: a } }\n' })
    await expect(save(folder, {})).rejects.toMatchObject({ code: 'name-taken' })
  })

  test('that would have to be written anew is left as it is, with what to write by hand', async () => {
    const text = 'x-all: &all { db: { command: postgres } }\nworkers: *all\n'
    const folder = folderWith({ [skep]: text })
    await expect(save(folder, {})).rejects.toMatchObject({
      code: 'refused',
      hint: expect.stringContaining('  api:\n    command: node server.js\n'),
    })
    expect(readFileSync(join(folder, skep), 'utf8')).toBe(text)
  })

  test('that cannot be written is said to be so', async () => {
    const folder = folderWith({ [skep]: 'workers: { db: { command: postgres } }\n' })
    mkdirSync(join(folder, 'gone'))
    await expect(save(join(folder, 'gone', 'nowhere'), {})).rejects.toMatchObject({ code: 'refused' })
  })
})

const words = fc.array(
  fc.oneof(fc.string({ minLength: 1 }), fc.constantFrom('a b', '${X}', '$$', '1', 'null', '- x', '#')),
  {
    minLength: 1,
    maxLength: 4,
  },
)
const values = fc.oneof(fc.string(), fc.constantFrom('', '${HOME}', 'a\nb\n', ' x ', '007', 'true', '$$${', ': #'))

const specs = fc.record({
  name: fc.constantFrom('api', 'größe:2', 'null', '1', 'a/b'),
  command: fc.oneof(
    words.map(argv => ({ kind: 'argv', argv: argv as [string, ...string[]] }) as const),
    fc.constantFrom({ kind: 'shell', line: 'a | b # c' } as const, { kind: 'shell', line: 'a\n  b: ${X}\n' } as const),
  ),
  declaredEnv: fc.dictionary(fc.constantFrom('A', 'NULL', 'Y'), values),
  tty: fc.boolean(),
  kind: fc.constantFrom('service', 'task'),
  streams: fc.constantFrom('apart', 'merged'),
})

test('whatever stands in a file stands there still, and says what it said, when a worker is saved into it', async () => {
  await fc.assert(
    fc.asyncProperty(files, specs, async (text, spec) => {
      const folder = folderWith({ [skep]: text })
      const before = await workersOf(folder)
      fc.pre(spec.command.kind === 'shell' || spec.command.argv[0].trim() !== '')
      const saved = await saveIn(folder, spec)
      expect(isInsertion(text, saved)).toBe(true)
      const after = await workersOf(folder)
      expect(after.slice(0, -1)).toEqual(before)
      const last = after.at(-1)
      expect(last).toMatchObject({ name: spec.name, tty: spec.tty, kind: spec.kind, declaredEnv: spec.declaredEnv })
      const isOther = differencesOf(
        specOf({ ...spec, command: trimmed(spec.command) }),
        last ?? specOf(),
        isWrittenAlike,
      )
      expect(isOther.map(({ field }) => field)).not.toContain('command')
    }),
    { numRuns: 150 },
  )
})

function trimmed(command: WorkerSpec['command']): WorkerSpec['command'] {
  return command.kind === 'shell' ? { ...command, line: command.line.trim() } : command
}

/** Whether one text is the other with something put in at one place. */
function isInsertion(before: string, after: string): boolean {
  let start = 0
  while (start < before.length && before[start] === after[start]) start += 1
  return after.endsWith(before.slice(start))
}

test('a file that has changed while it was looked at is not written over', async () => {
  const folder = folderWith({ [skep]: 'workers: { db: { command: postgres } }\n' })
  const saving = save(folder, {})
  writeFileSync(join(folder, skep), 'workers: { other: { command: x } } # by hand\n')
  const outcome = await saving.then(
    () => 'saved',
    problem => problem.code,
  )
  const text = readFileSync(join(folder, skep), 'utf8')
  // Whichever came first, what was written by hand is there.
  expect(text).toContain('# by hand')
  expect(['saved', 'refused']).toContain(outcome)
})
