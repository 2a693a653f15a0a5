import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { loadProject } from '../../src/config/load.ts'
import { renderProblems } from '../../src/config/render.ts'
import { folderWith } from './files.ts'

const skepYaml = `
extends: base.yaml
name: shop
env: { NODE_ENV: development, PATH: "./bin:\${PATH:-/bin}" }
env_file: [.env, { path: .env.local, optional: true }]
x-base: &base
  restart: { when: failure, backoff: 1s..30s, attempts: 5, reset: 1m }
workers:
  api:
    <<: *base
    command: node "my server.js" --port \${PORT}
    env: { PORT: 3000 }
    stop: { signal: [INT, TERM], grace: 10s, scope: all }
  web: { extends: api, command: [npm, run, web], cwd: ., success: [0, 3], streams: merged }
  repl: { command: python3, tty: true, start: manual, stop: { keys: [C-d] } }
  db:
    command: postgres
    ready: { tcp: 5432, every: 500ms, attempts: 3 }
    health: { exec: "pg_isready -q", failures: 2 }
  back:
    command: node back.js
    needs: { db: ready, job: completed, web: { log: 'up \\d+', restart: true } }
    env: { PORT: "300\${SKEP_REPLICA}" }
    replicas: 2
    group: inner
    exit_on: failure
  nightly: { command: x, start: manual, needs: [back, db] }
  job:
    command: |
      echo one
      echo two
    shell: true
    kind: task
    stdin: none
profiles: { ci: { workers: [back, job] } }
`

const samples = {
  'skep.yaml': skepYaml,
  'base.yaml':
    'env: { FROM: base }\nworkers:\n  api: { tty: false, needs: [db] }\n  more: { command: x, needs: { api: started } }\n',
  'skep.json':
    '{ "workers": { "api": { "command": ["node", "api.js"], "env": { "A": "\\u0041" }, "restart": "always" } } }',
  Procfile: 'web: node web.js -p $PORT\nworker: bin/work | tee log\n',
  'package.json':
    '{\n  "name": "shop",\n  "packageManager": "npm@11.0.0",\n  "scripts": { "dev": "vite", "build": "vite build" }\n}\n',
  '.env': 'export A=1\nB="two\\nlines" # both\nC=\'x\'\n',
} as const

const token = fc.constantFrom(
  ...[
    '{',
    '}',
    '[',
    ']',
    ':',
    ': ',
    '-',
    '\n',
    '\n  ',
    '\t',
    '"',
    "'",
    '\\',
    '#',
    '&a ',
    '*a',
    '*base',
    '<<: ',
    '!!x ',
    '|',
    '>',
  ],
  ...[
    '${',
    '${A',
    '${A:-',
    '$$',
    '}',
    '---\n',
    '%',
    '@',
    '`',
    '\0',
    '\u001b',
    '\ud800',
    'é日',
    '\ufeff',
    '~',
    'null',
    '1e999',
    '.inf',
    '__proto__: ',
  ],
  ...[
    'extends: api',
    'env: ',
    'command: ',
    'workers: ',
    'needs: 1',
    'needs: { back: ready }',
    'replicas: ${SKEP_REPLICA}',
    'schedule: "',
    'cwd: /dev/null/x',
    'x'.repeat(500),
  ],
)

const change = fc.record({
  at: fc.nat(),
  length: fc.nat({ max: 20 }),
  text: fc.oneof(token, fc.constant(''), fc.string({ maxLength: 4 })),
})

test.each(['skep.yaml', 'skep.json', 'Procfile', 'package.json'])(
  'the %s that is changed below is good',
  async file => {
    const loaded = await loadProject({ folder: folderWith(samples), file, env: { A: '1' }, home: '/' })
    expect(loaded.ok ? [] : loaded.problems.map(({ message }) => message)).toEqual([])
  },
)

test('whatever is done to a good file, the answer is a project or problems with places, and it comes', async () => {
  const folder = folderWith(samples)
  const file = fc.constantFrom(
    'skep.yaml',
    'skep.yaml',
    'base.yaml',
    'skep.json',
    'Procfile',
    'package.json',
    '.env' as const,
  )
  await fc.assert(
    fc.asyncProperty(file, fc.array(change, { minLength: 1, maxLength: 5 }), async (name, changes) => {
      const text = changes.reduce(apply, samples[name])
      writeFileSync(join(folder, name), text)
      const loaded = await loadProject({
        folder,
        file: name === '.env' || name === 'base.yaml' ? 'skep.yaml' : name,
        env: { A: '1' },
        home: '/',
        ...(name === 'skep.yaml' && { profile: 'ci' }),
      })
      writeFileSync(join(folder, name), samples[name])
      if (loaded.ok) return
      expect(loaded.problems.length).toBeGreaterThan(0)
      for (const problem of loaded.problems) {
        const lines = (problem.file === join(folder, name) ? text : readFileSync(problem.file, 'utf8')).split('\n')
        expect(problem.message).not.toBe('')
        expect(problem.line).toBeLessThanOrEqual(lines.length)
        expect(problem.column).toBeGreaterThanOrEqual(1)
        expect(problem.column).toBeLessThanOrEqual((lines[problem.line - 1] ?? '').length + 2)
      }
      expect(renderProblems(loaded.problems, { colour: false })).not.toMatch(
        /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/,
      )
    }),
    { numRuns: 1_000, interruptAfterTimeLimit: 50_000, markInterruptAsFailure: true },
  )
})

function apply(text: string, { at, length, text: inserted }: { at: number; length: number; text: string }): string {
  const from = at % (text.length + 1)
  return text.slice(0, from) + inserted + text.slice(from + length)
}
