import { expect, test } from 'vitest'
import { specOf } from '../daemon/specs.ts'
import { until } from '../until.ts'
import { beginSkep, documentsOf } from './begun.ts'
import { openDesk } from './desk.ts'

const listens = [
  process.execPath,
  '-e',
  "require('node:net').createServer().listen(0, '127.0.0.1', function () { console.log('port ' + this.address().port + ';') })",
] as const

test('the list says of each worker where it stands and why, its pid, ports, use, uptime, restarts and owner', async () => {
  const desk = await openDesk()
  const server = await desk.bench.start(specOf('server', { kind: 'argv', argv: listens }))
  const job = await desk.bench.start(specOf('job', 'exit 3'))
  await desk.bench.untilShows(server, 'port ')
  await desk.bench.untilIs(job, 'failed')
  const run = desk.bench.runOf(server)
  const [, port] = /port (\d+);/.exec(await desk.bench.outputOf(run.id)) ?? []

  const { workers, runtimeId, v } = await desk.json('ls', '--json')
  expect([v, workers]).toMatchObject([
    1,
    [
      {
        ...{ ref: { runtimeId, workerId: server }, name: 'server', status: 'running', wanted: 'up', owner: 'user' },
        reason: 'started by user',
        run: { id: run.id, state: 'running', pid: run.pid, attempt: 1 },
        ...{ ports: [Number(port)], restarts: 0, cwd: '/tmp', tty: false },
        usage: { cpuCores: expect.any(Number), memoryBytes: expect.any(Number), processes: 1 },
      },
      { name: 'job', status: 'failed', reason: 'exit 3', run: { outcome: { kind: 'exited', code: 3 } }, ports: [] },
    ],
  ])

  const { stdout } = await desk.skep('ps')
  const [head, first, second] = stdout.split('\n')
  expect(head).toMatch(/^NAME +STATUS +PID +PORTS +CPU +MEMORY +UPTIME +RESTARTS +OWNER$/)
  expect(first).toMatch(new RegExp(`^server +running +${run.pid} +${port} +\\d+% +\\S+ +\\d+s +0 +user$`))
  expect(second).toMatch(/^job +failed \(exit 3\) +- +- +- +- +0s +0 +user$/)
})

test('no environment is in the list', async () => {
  const desk = await openDesk()
  const env = { PATH: process.env['PATH'] ?? '', API_TOKEN: 'open sesame' }
  await desk.bench.start(specOf('api', 'sleep 100', { env, declaredEnv: env }))
  const { stdout } = await desk.skep('ls', '-a', '--json')
  expect(stdout).toContain('"api"')
  expect(stdout).not.toContain('sesame')
})

test('a project without workers has an empty list, and that is said beside it', async () => {
  const desk = await openDesk()
  const { code, stdout, stderr } = await desk.skep('ls')
  expect([code, stdout, stderr.split('\n').length]).toEqual([0, '', 2])
  expect(await desk.json('ls', '--json')).toMatchObject({ v: 1, workers: [] })
})

test('a list that is watched is told again with what has changed, until it is interrupted', async () => {
  const desk = await openDesk()
  const watched = beginSkep(desk, ['ls', '--watch', '--json'])
  await watched.untilSays('"workers":[]')
  await desk.bench.start(specOf('late', 'sleep 100'))
  await watched.untilSays('"late"')
  expect(await watched.end()).toBe(130)
  for (const document of documentsOf(watched.stdout())) expect(document).toMatchObject({ v: 1, project: 'test' })
})

test('on a terminal a watched list is drawn in its place and cut to the width, and gives the cursor back', async () => {
  const desk = await openDesk()
  await desk.bench.start(specOf('a-worker-with-a-long-name', 'sleep 100'))
  const watched = beginSkep(desk, ['ls', '-w'], { isTTY: true, columns: 24, rows: 10 })
  await until(() => watched.stdout().split('a-worker').length > 2, { what: 'a second frame', show: watched.stdout })
  expect(await watched.end()).toBe(130)
  expect(watched.stdout()).toMatch(/^\x1b\[\?25l/)
  expect(watched.stdout()).toContain('\x1b[2F')
  expect(watched.stdout()).toMatch(/\x1b\[\?25h$/)
})

test('a list is not drawn again and again into a file', async () => {
  const desk = await openDesk()
  expect(await desk.skep('ls', '--watch')).toMatchObject({ code: 2, stdout: '' })
})
