import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { until } from '../until.ts'
import { type Desk, openDesk } from './desk.ts'

async function deskWith(files: Readonly<Record<string, string>>): Promise<Desk> {
  const desk = await openDesk()
  for (const [name, text] of Object.entries(files)) writeFileSync(join(desk.folder, name), text)
  return desk
}

const mprocs = 'scrollback: 9\nprocs:\n  oven: { shell: sleep 1000, autorestart: true }\n  till: [cat]\n'

test('import makes a skep.yaml of the file that is there, and says what did not come over and where', async () => {
  const desk = await deskWith({ 'mprocs.yaml': mprocs })
  const { code, stdout, stderr } = await desk.skep('import')
  expect([code, stderr]).toEqual([0, ''])
  expect(stdout).toMatchInlineSnapshot(`
    "2 workers of mprocs.yaml (mprocs) came over into skep.yaml
    2 things did not, or not as it was:
    mprocs.yaml:1:1: \`scrollback\` is not carried over: skep keeps all output
    mprocs.yaml:3:30: oven: \`autorestart\`: mprocs leaves alone what failed within a second; skep starts it again after a pause that grows, until it gives up
    "
  `)
  expect(readFileSync(join(desk.folder, 'skep.yaml'), 'utf8')).toContain('  oven:\n    command: sleep 1000\n')
  expect((await desk.json('check', '--json'))['order']).toEqual([['oven', 'till']])
})

test('import never writes over a file', async () => {
  const desk = await deskWith({ 'mprocs.yaml': mprocs, 'skep.yml': 'workers: { a: { command: x } }\n' })
  expect(await desk.skep('import')).toMatchObject({
    code: 4,
    stderr: expect.stringContaining('skep.yml is there already and is not written over'),
  })
  expect((await desk.skep('import', '-o', 'other.yaml')).code).toBe(0)
  expect((await desk.skep('import', '-o', 'other.yaml')).code).toBe(4)
  expect(existsSync(join(desk.folder, 'skep.yaml'))).toBe(false)
})

test('import writes beside the file alone, since the paths in it are meant from there', async () => {
  const desk = await deskWith({ 'mprocs.yaml': mprocs })
  const { code, stderr } = await desk.skep('import', '-o', '../skep.yaml')
  expect([code, stderr]).toEqual([2, expect.stringContaining('has to be written there')])
})

test('import --stdout prints it and writes nothing; what did not come over goes to stderr', async () => {
  const desk = await deskWith({ 'mprocs.yaml': mprocs })
  const { stdout, stderr } = await desk.skep('import', 'mprocs.yaml', '--stdout')
  expect(stdout).toContain('workers:\n')
  expect(stderr).toContain('mprocs.yaml:1:1: `scrollback` is not carried over')
  expect(existsSync(join(desk.folder, 'skep.yaml'))).toBe(false)
})

test('import --json answers one document', async () => {
  const desk = await deskWith({ 'mprocs.yaml': mprocs })
  const document = await desk.json('import', '--stdout', '--json')
  expect(document).toMatchObject({
    ...{ v: 1, tool: 'mprocs', from: join(desk.folder, 'mprocs.yaml'), workers: ['oven', 'till'], problems: [] },
    notes: [
      { line: 1, column: 1 },
      { line: 3, worker: 'oven', message: expect.stringContaining('autorestart') },
    ],
    text: expect.stringContaining('workers:'),
  })
})

test('of files of several tools one has to be named', async () => {
  const desk = await deskWith({ 'mprocs.yaml': mprocs, 'process-compose.yml': 'processes: { a: { command: x } }\n' })
  const { code, stderr } = await desk.skep('import')
  expect([code, stderr]).toEqual([2, expect.stringContaining('several tools here: mprocs.yaml, process-compose.yml')])
  expect((await desk.skep('import', 'process-compose.yml')).code).toBe(0)
})

test('where there is nothing to import it says what it looked for', async () => {
  const desk = await deskWith({})
  expect(await desk.skep('import')).toMatchObject({ code: 3, stderr: expect.stringContaining('mprocs.yaml') })
  expect(await desk.skep('import', 'none.yaml')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('does not exist'),
  })
})

test('a file by another name is known by its first key, and one that is not known is refused', async () => {
  const desk = await deskWith({ 'dev.yaml': mprocs, 'odd.yaml': 'nothing: 1\n' })
  expect(await desk.json('import', 'dev.yaml', '--stdout', '--json')).toMatchObject({ tool: 'mprocs' })
  expect(await desk.skep('import', 'odd.yaml')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('which tool'),
  })
})

test('a file that is broken is told with its places, and nothing is written', async () => {
  const desk = await deskWith({ 'mprocs.yaml': 'procs:\n  a: { shell: [1, 2], autostart: maybe }\n  b: 3\n' })
  const { code, stderr } = await desk.skep('import')
  expect(code).toBe(2)
  expect(stderr).toContain('mprocs.yaml:2:15: `shell` takes a text, found a list')
  expect(stderr).toContain('mprocs.yaml:2:34: `autostart` takes `true` or `false`, found the text "maybe"')
  expect(stderr).toContain('mprocs.yaml:3:6: a process takes a line of text')
  expect(existsSync(join(desk.folder, 'skep.yaml'))).toBe(false)
})

test('what skep check will find is said, at its place in the foreign file', async () => {
  const desk = await deskWith({ 'mprocs.yaml': 'procs:\n  a: { shell: x, cwd: nowhere, deps: [b] }\n' })
  const { code, stdout } = await desk.skep('import')
  expect(code).toBe(0)
  expect(stdout).toContain('mprocs.yaml:2:23: the folder `nowhere` does not exist')
  expect(stdout).toContain('there is no worker "b" to need')
})

test('check of the file of another tool has what did not come over in its document', async () => {
  const desk = await deskWith({ 'mprocs.yaml': mprocs })
  expect(await desk.json('check', '-f', 'mprocs.yaml', '--json')).toMatchObject({
    order: [['oven', 'till']],
    notes: [{ line: 1 }, { worker: 'oven' }],
  })
})

test('up runs the file of another tool in the order of its conditions, and says first what did not come over', async () => {
  const text = `processes:
  guest:
    command: echo eating
    depends_on: { waiter: { condition: process_completed_successfully }, cook: { condition: process_log_ready } }
  waiter:
    command: echo serving
    depends_on: { oven: { condition: process_healthy } }
  oven:
    command: "sleep 0.2; touch hot; sleep 1000"
    readiness_probe: { exec: { command: "[[ -f hot ]]" }, period_seconds: 1, failure_threshold: 20 }
  cook:
    command: "echo pan on; sleep 1000"
    ready_log_line: pan on
  last: { command: echo end, depends_on: { guest: { condition: process_completed } }, availability: { exit_on_end: true } }
`
  const desk = await deskWith({ 'process-compose.yaml': text })
  const { code, stdout, stderr } = await desk.skep('up', '-f', 'process-compose.yaml')
  const order = ['serving', 'eating', 'end'].map(word => stdout.indexOf(word))
  expect(order).toEqual(order.toSorted((one, other) => one - other))
  expect(order.every(at => at >= 0)).toBe(true)
  expect(stderr).toMatch(/^process-compose\.yaml:1:1: /)
  expect(code).toBe(0)
})

test('replicas of process-compose get their numbers, from 0', async () => {
  const text = `processes:
  waiter: { command: "echo table 1{{.PC_REPLICA_NUM}} of $$PC_REPLICA_NUM", replicas: 3 }
`
  const desk = await deskWith({ 'process-compose.yaml': text })
  const { code, stdout } = await desk.skep('up', '-f', 'process-compose.yaml')
  expect(code).toBe(0)
  for (const number of [0, 1, 2]) expect(stdout).toContain(`table 1${number} of ${number}`)
})

test('env files of process-compose count over .env, and environment over both', async () => {
  const files = {
    '.env': 'A=dotenv\nB=dotenv\nC=dotenv\n',
    '.env.oven': 'B=file\nC=file\n',
    'process-compose.yaml': `environment: [G=global]
processes:
  oven: { command: "echo $$A $$B $$C $$G \${A} $$D", env_file: .env.oven, environment: [C=own, 'D=\${B}!'] }
`,
  }
  const desk = await deskWith(files)
  const { stdout } = await desk.skep('up', '-f', 'process-compose.yaml')
  expect(stdout).toContain('dotenv file own global dotenv ')
})

test('exit_on_failure ends all when its process fails, and up ends with 1', async () => {
  const text = `processes:
  oven: { command: sleep 1000 }
  check: { command: "exit 3", availability: { restart: exit_on_failure } }
`
  const desk = await deskWith({ 'process-compose.yaml': text })
  expect((await desk.skep('up', '-f', 'process-compose.yaml')).code).toBe(1)
  const { workers, runs } = await desk.bench.client.ask('subscribe', {})
  expect(workers.map(({ spec }) => spec.name)).toEqual(['oven', 'check'])
  expect(runs.every(({ state }) => 'outcome' in state)).toBe(true)
})

test('a shutdown command is what stops a process', async () => {
  const text = `processes:
  oven: { command: "while [ ! -f off ]; do sleep 0.05; done; echo cold", shutdown: { command: "echo 1 > off" } }
`
  const desk = await deskWith({ 'process-compose.yaml': text })
  expect((await desk.skep('up', '-d', '-f', 'process-compose.yaml')).stdout).toMatch(/^oven: up/)
  expect((await desk.skep('stop', 'oven')).code).toBe(0)
  expect(existsSync(join(desk.folder, 'off'))).toBe(true)
  expect((await desk.skep('logs', 'oven')).stdout).toContain('cold')
})

test('a process of mprocs has a terminal and the shell, without the variables that are null', async () => {
  const text = `procs:
  bread:
    shell: 'test -t 0 && echo "terminal, crumbs=$CRUMBS flour=\${FLOUR:-none} path=$PATH"'
    env: { CRUMBS: "1", HOME: null }
    add_path: /opt/oven
`
  const desk = await deskWith({ 'mprocs.yaml': text })
  const { stdout } = await desk.skep('up', '-f', 'mprocs.yaml')
  expect(stdout).toMatch(/terminal, crumbs=1 flour=none path=.*:\/opt\/oven/)
})

test('a readiness probe is asked on, and ends the process when it fails; availability says what follows', async () => {
  const text = `processes:
  oven:
    command: "echo lit; touch hot; sleep 1000"
    readiness_probe: { exec: { command: "test -f hot" }, period_seconds: 1, failure_threshold: 1 }
    availability: { restart: on_failure }
`
  const desk = await deskWith({ 'process-compose.yaml': text })
  expect((await desk.skep('up', '-d', '-f', 'process-compose.yaml')).stdout).toMatch(/^oven: up/)
  const { workers } = await desk.bench.client.ask('subscribe', {})
  const [oven] = workers
  if (!oven) throw new Error('there is no oven')
  await until(() => desk.bench.runOf(oven.id).readyAtMs !== undefined, { what: 'the oven to be ready' })
  const first = desk.bench.runOf(oven.id).id
  rmSync(join(desk.folder, 'hot'))
  await until(() => desk.bench.runOf(oven.id).id !== first, { what: 'another run of the oven' })
})
