import { createServer } from 'node:http'
import { expect, onTestFinished, test } from 'vitest'
import { openBench } from '../../daemon/runtime.ts'
import { specOf } from '../../daemon/specs.ts'
import { until } from '../../until.ts'
import { waitOn } from './waiting.ts'

const argv = (script: string): { kind: 'argv'; argv: [string, string, string] } => ({
  kind: 'argv',
  argv: [process.execPath, '-e', script],
})

test('a worker is idle when it has written nothing for so long, and not while it writes', async () => {
  const bench = await openBench()
  const script = `
    let left = 8
    const timer = setInterval(() => { console.log('tick ' + left); if (--left === 0) clearInterval(timer) }, 50)
    setInterval(() => {}, 1000)`
  const id = await bench.start(specOf('ticks', argv(script)))
  const answer = await waitOn(bench.client, id, { conditions: ['idle=1s'] })
  expect(answer).toMatchObject({ kind: 'met', hit: { already: false, condition: { ms: 1000 } } })
  const cursor = `${bench.runOf(id).id}:${'tick 1\n'.length * 8}`
  expect(answer).toMatchObject({ hit: { cursor } })
})

test('silence before the wait counts, by the time that stands at the output', async () => {
  const bench = await openBench()
  const id = await bench.start(specOf('quiet', 'echo up; sleep 100'))
  await waitOn(bench.client, id, { conditions: ['idle=200ms'] })
  const again = await waitOn(bench.client, id, { conditions: ['idle=200ms'] })
  expect(again).toMatchObject({ kind: 'met', hit: { already: true } })
  const fresh = await waitOn(bench.client, id, { conditions: ['idle=200ms'], from: { kind: 'now' } })
  expect(fresh).toMatchObject({ kind: 'met', hit: { already: false } })
})

test('a clock that was ahead when something was written makes nobody wait longer than from now on', async () => {
  const bench = await openBench({ now: () => Date.now() + 3_600_000 })
  const id = await bench.start(specOf('quiet', 'echo up; sleep 100'))
  await bench.untilShows(id, 'up')
  expect(await waitOn(bench.client, id, { conditions: ['idle=200ms'] })).toMatchObject({ kind: 'met' })
})

test('a port counts when something in the tree of the worker listens on it', async () => {
  const bench = await openBench()
  const server = `require('node:net').createServer().listen(0, '127.0.0.1', function () { console.log('port ' + this.address().port) })`
  // The shell stays above it.
  const id = await bench.start(
    specOf('api', `"${process.execPath}" -e "$SCRIPT"; echo over`, { env: env({ SCRIPT: server }) }),
  )
  const found = await waitOn(bench.client, id, { conditions: ['match=port (\\d+)'] })
  const port = found.kind === 'met' ? found.hit.captures[1] : ''
  const answer = await waitOn(bench.client, id, { conditions: [`port=${port}`] })
  expect(answer).toMatchObject({ kind: 'met', hit: { condition: { kind: 'port', port: Number(port) } } })
  const run = bench.runOf(id)
  const { ports } = await bench.client.ask('ports', { run: run.id })
  expect(ports).toEqual([{ port: Number(port), address: '127.0.0.1', pid: expect.any(Number) }])
  expect(ports[0]?.pid).not.toBe(run.pid)
  await bench.client.ask('stop', { workers: [id] })
  expect(await bench.client.ask('ports', { run: run.id })).toEqual({ ports: [] })
})

test('a stranger who has the port is not the worker, and is named when the time is over', async () => {
  const stranger = createServer().listen(0, '127.0.0.1')
  onTestFinished(() => void stranger.close())
  await until(() => stranger.listening, { what: 'the stranger to listen' })
  const address = stranger.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const bench = await openBench()
  const id = await bench.start(specOf('api', 'echo up; sleep 100'))
  const answer = await waitOn(bench.client, id, { conditions: [`port=${port}`], timeoutMs: 1_500 })
  const notes = [`it listens on no port; port ${port} is held by somebody outside of its tree`]
  expect(answer).toMatchObject({ kind: 'timed-out', seen: [{ name: 'api', status: 'running', lines: ['up'], notes }] })
})

test('an address counts when it is answered well, not as long as the server says that it is not ready', async () => {
  const bench = await openBench()
  const script = `
    let asked = 0
    require('node:http').createServer((request, response) => {
      asked += 1
      console.log('asked ' + asked)
      response.writeHead(asked < 3 ? 503 : 302, { location: '/elsewhere' }).end('x'.repeat(100000))
    }).listen(0, '127.0.0.1', function () { console.log('port ' + this.address().port) })`
  const id = await bench.start(specOf('web', argv(script)))
  const found = await waitOn(bench.client, id, { conditions: ['match=port (\\d+)'] })
  const port = found.kind === 'met' ? found.hit.captures[1] : ''
  const answer = await waitOn(bench.client, id, { conditions: [`http=http://127.0.0.1:${port}/health`] })
  expect(answer).toMatchObject({ kind: 'met', hit: { already: false } })
  await bench.untilShows(id, 'asked 3')
  expect(await bench.outputOf(bench.runOf(id).id)).not.toContain('asked 4')
})

test('an address that answers badly or not at all is named when the time is over', async () => {
  const bench = await openBench()
  const id = await bench.start(specOf('web', 'sleep 100'))
  const answer = await waitOn(bench.client, id, { conditions: ['http=http://127.0.0.1:1/'], timeoutMs: 400 })
  expect(answer).toMatchObject({ kind: 'timed-out', seen: [{ notes: ['http://127.0.0.1:1/: ECONNREFUSED'] }] })
})

function env(more: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return { PATH: process.env['PATH'] ?? '', ...more }
}
