import { expect, test } from 'vitest'
import { specOf } from '../daemon/specs.ts'
import { openDesk } from './desk.ts'

const env = { PATH: process.env['PATH'] ?? '', PORT: '3000', API_TOKEN: 'open sesame' }
const declared = { PORT: '3000', API_TOKEN: 'open sesame' }

test('everything about a worker is shown, and no secret of it, for people and for programs', async () => {
  const desk = await openDesk()
  const id = await desk.bench.start(specOf('api', 'echo hello; exit 3', { env, declaredEnv: declared }))
  await desk.bench.untilIs(id, 'failed')
  const run = desk.bench.runOf(id)

  const { stdout } = await desk.skep('show', 'api')
  expect(stdout).toMatch(/^worker +api$/m)
  expect(stdout).toMatch(/^status +failed, wanted up$/m)
  expect(stdout).toMatch(/^why +exit 3$/m)
  expect(stdout).toMatch(/^limits +none$/m)
  expect(stdout).toContain(`6B in ${desk.bench.client.outputFolder(run.id)}`)
  expect(stdout).toContain('  PORT=3000\n  API_TOKEN=‹hidden for its name›\n')

  const shown = await desk.json('show', 'api', '--json')
  expect(shown).toMatchObject({
    v: 1,
    worker: {
      ...{ name: 'api', status: 'failed', reason: 'exit 3' },
      spec: { command: 'echo hello; exit 3', env: { PORT: '3000' }, hiddenEnv: ['API_TOKEN'], kind: 'service' },
    },
    run: {
      ...{ id: run.id, worker: 'api', status: 'failed', limits: {}, left: [] },
      output: { bytes: 6, lines: 1, firstAvailable: 0 },
      result: { output: { stdout: 'hello\n' }, error: { message: 'exit 3' } },
      outputFolder: desk.bench.client.outputFolder(run.id),
      metrics: { wallMs: expect.any(Number), retries: 0 },
    },
  })
  expect(stdout + JSON.stringify(shown)).not.toContain('sesame')
})

test('what runs is shown with what it uses, and after its stop with the verdict', async () => {
  const desk = await openDesk()
  const id = await desk.bench.start(specOf('server', 'sleep 100 & sleep 100'))
  await desk.bench.untilIs(id, 'running')
  expect(await desk.json('show', 'server', '--json')).toMatchObject({
    run: { state: 'running', usage: { memoryBytes: expect.any(Number) } },
  })
  await desk.bench.client.ask('stop', { workers: [id] })
  expect(await desk.json('show', 'server', '--json')).toMatchObject({
    run: { outcome: { kind: 'stopped', by: 'user' }, verdict: { survivors: [], ended: expect.any(Array) } },
  })
  expect((await desk.skep('show', 'server')).stdout).toContain('server: stopped in')
})

test('the beginning of a run shows that run, also when a later one counts', async () => {
  const desk = await openDesk()
  const id = await desk.bench.start(specOf('job', 'exit 3'))
  await desk.bench.untilIs(id, 'failed')
  const first = desk.bench.runOf(id).id
  await desk.bench.client.ask('update', { worker: id, spec: specOf('job', 'true') })
  await desk.bench.client.ask('start', { workers: [id] })
  await desk.bench.untilIs(id, 'completed')
  const shown = await desk.json('show', first.slice(0, -1), '--json')
  expect(shown).toMatchObject({ run: { id: first, status: 'failed', worker: 'job' } })
  expect(shown).not.toHaveProperty('worker')
})

test('a run is shown with its result: its value, and what it said when it failed', async () => {
  const desk = await openDesk()
  const line = "echo '{\"built\": 3}'; printf '\\033[31mno room\\033[0m\\n' >&2; exit 3"
  const id = await desk.bench.start(specOf('job', line))
  await desk.bench.untilIs(id, 'failed')
  const { id: run } = desk.bench.runOf(id)
  expect(await desk.json('show', run, '--json')).toMatchObject({
    run: {
      output: { lines: 2 },
      result: {
        output: { built: 3, stderr: '\x1b[31mno room\x1b[0m\n' },
        error: { message: 'exit 3', stderr: '\x1b[31mno room\x1b[0m\n' },
      },
    },
  })
  const { stdout } = await desk.skep('show', run)
  expect(stdout).toMatch(/^result\n {2}\{\n {4}"built": 3,$/m)
  expect(stdout).toMatch(/^error\n {2}exit 3\n.*no room/m)
  expect(stdout).not.toContain('\x1b')
  expect((await desk.skep('show', 'job')).stdout).not.toMatch(/^result$/m)
})

test('a result that is longer than a glance is cut, and says where the rest is', async () => {
  const desk = await openDesk()
  const id = await desk.bench.start(specOf('talks', 'seq 1 500'))
  await desk.bench.untilIs(id, 'completed')
  const { id: run } = desk.bench.runOf(id)
  const { stdout } = await desk.skep('show', run)
  expect(stdout).toContain(`  20\n  … 480 more lines: skep logs ${run}\n`)
  expect(await desk.json('show', run, '--json')).toMatchObject({ run: { output: { lines: 500 } } })
})

test('what is not there is told from what could be several', async () => {
  const desk = await openDesk()
  await desk.bench.start(specOf('api-1', 'true'))
  await desk.bench.start(specOf('api-2', 'true'))
  expect(await desk.skep('show', 'web')).toMatchObject({
    code: 3,
    stderr: expect.stringContaining('there is no worker web'),
  })
  expect(await desk.skep('show', 'run_00')).toMatchObject({
    code: 3,
    stderr: expect.stringContaining('there is no run'),
  })
  for (const word of ['api', 'api-*', 'run_0']) expect(await desk.skep('show', word)).toMatchObject({ code: 2 })
  expect(JSON.parse((await desk.skep('show', 'web', '--json')).stdout)).toMatchObject({
    v: 1,
    error: { code: 'not-found' },
  })
})
