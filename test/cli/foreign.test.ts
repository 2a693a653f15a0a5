import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { type Desk, openDesk } from './desk.ts'

async function openProject(files: Readonly<Record<string, string>>): Promise<Desk> {
  const desk = await openDesk()
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(desk.folder, path)), { recursive: true })
    writeFileSync(join(desk.folder, path), text)
  }
  return desk
}

/** What a project prints when it is run to its end, in an order that does not depend on the machine. */
async function printed(desk: Desk, ...argv: readonly string[]): Promise<{ code: number; lines: readonly string[] }> {
  const { code, stdout } = await desk.skep('up', '--until', 'all', ...argv)
  const lines = stdout.split('\n').flatMap(line => / (said .*)$/.exec(line)?.[1] ?? [])
  return { code, lines: lines.toSorted() }
}

test('the instances of a Procfile listen each on the port that foreman gives it', async () => {
  const desk = await openProject({
    Procfile: 'web: echo said web $PORT $A\nworker: echo said worker $PORT\nclock: echo said clock\n',
    '.foreman': 'formation: web=2,worker=1\nport: 7000\n',
    '.env': 'A=1\n',
  })
  expect(await printed(desk, '-f', 'Procfile')).toEqual({
    code: 0,
    lines: ['said web 7000 1', 'said web 7001 1', 'said worker 7100'],
  })
})

test('the instances of an app of pm2 count from 0, and its variables from where they begin', async () => {
  const script = 'echo said $NODE_APP_INSTANCE $PORT $MODE\n'
  const app = `{ script: 'app.sh', instances: 3, increment_var: 'PORT', autorestart: false, env: { PORT: 3000, MODE: 'dev' } }`
  const desk = await openProject({
    'ecosystem.config.js': `module.exports = { apps: [${app}] }`,
    'app.sh': script,
  })
  expect(await printed(desk, '-f', 'ecosystem.config.js')).toEqual({
    code: 0,
    lines: ['said 0 3000 dev', 'said 1 3001 dev', 'said 2 3002 dev'],
  })
})

test('with a profile the environment of that name counts, as with --env of pm2', async () => {
  const app = {
    ...{ name: 'api', script: 'app.sh', autorestart: false },
    ...{ env: { MODE: 'dev', KEPT: 1 }, env_production: { MODE: 'production' } },
  }
  const desk = await openProject({
    'ecosystem.config.json': JSON.stringify({ apps: [app] }),
    'app.sh': 'echo said $MODE $KEPT\n',
  })
  expect((await printed(desk, '-f', 'ecosystem.config.json', '--profile', 'production')).lines).toEqual([
    'said production 1',
  ])
})

test('a service of Compose starts when what it depends on has completed, and not before', async () => {
  const desk = await openProject({
    'compose.yaml': `
services:
  db: { image: postgres }
  web:
    command: sh -c "cat made; echo said web"
    depends_on: { db: { condition: service_started }, migrate: { condition: service_completed_successfully } }
  migrate: { command: sh -c "sleep 0.2; echo said $$WHO > made", environment: { WHO: "\${WHO:-nobody}" } }
`,
  })
  expect(await printed(desk, '-f', 'compose.yaml')).toEqual({ code: 0, lines: ['said nobody', 'said web'] })
})

test('a service of Compose that fails is the failure of the whole', async () => {
  const desk = await openProject({ 'compose.yaml': 'services: { a: { command: sh -c "exit 3" } }\n' })
  expect((await printed(desk, '-f', 'compose.yaml')).code).toBe(1)
})

test('a script that runs others side by side starts by its name as a profile', async () => {
  const desk = await openProject({
    'package.json': JSON.stringify({
      scripts: { dev: 'concurrently "echo said one" "echo said two"', other: 'echo said other' },
    }),
  })
  expect(await printed(desk, '-f', 'package.json', '--profile', 'dev')).toEqual({
    code: 0,
    lines: ['said one', 'said two'],
  })
})
