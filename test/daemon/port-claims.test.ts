import { createServer } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { openBench } from './runtime.ts'
import { specOf } from './specs.ts'

async function takePort(): Promise<number> {
  const server = createServer()
  onTestFinished(() => void server.close())
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('no port')
  return address.port
}

test('a start on a port that a stranger has fails before it runs, and names who it is', async () => {
  const port = await takePort()
  const bench = await openBench()
  const id = await bench.start(specOf('api', 'echo ran', { ports: [port] }))
  await bench.untilIs(id, 'failed')
  const { state } = bench.runOf(id)
  const message = state.status === 'ended' && state.outcome.kind === 'spawn-failed' ? state.outcome.message : ''
  expect(message).toMatch(new RegExp(`^port ${port} is taken by process ${process.pid} \\(`))
  expect(await bench.outputOf(bench.runOf(id).id)).toBe('')
})

test('who holds it is named by its worker when that is one of the project', async () => {
  const bench = await openBench()
  const script = `require('net').createServer().listen(0, '127.0.0.1', function () { console.log('port ' + this.address().port + ';') })`
  const holder = await bench.start(specOf('holder', { kind: 'argv', argv: [process.execPath, '-e', script] }))
  await bench.untilShows(holder, ';')
  const port = Number(/port (\d+)/.exec(await bench.outputOf(bench.runOf(holder).id))?.[1])
  const id = await bench.start(specOf('api', 'echo ran', { ports: [port] }))
  await bench.untilIs(id, 'failed')
  const ended = bench.events.find(({ kind, worker }) => kind === 'run.ended' && worker === id)
  expect(ended?.message).toContain(`of holder (${bench.runOf(holder).id})`)
  // Its own port is free again when its run has ended.
  const again = { ...specOf('holder', { kind: 'argv', argv: [process.execPath, '-e', script] }), ports: [port] }
  await bench.client.ask('stop', { workers: [holder] })
  await bench.client.ask('update', { worker: holder, spec: again })
  await bench.client.ask('start', { workers: [holder] })
  await bench.untilIs(holder, 'running')
})
