import { createServer } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { specOf } from '../daemon/specs.ts'
import { openDesk } from './desk.ts'

test('who has the port that a worker claims is named, with who claims it, and is left alone', async () => {
  const server = createServer()
  onTestFinished(() => void server.close())
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const desk = await openDesk()
  await desk.bench.client.ask('up', { specs: [specOf('web', 'true', { ports: [port] })], start: 'none' })
  const { code, stdout } = await desk.skep('strays', '--kill')
  expect(code).toBe(0)
  expect(stdout).toContain('no strays: everything that ran here has ended\n')
  expect(stdout).toMatch(new RegExp(`^port ${port} is taken by process ${process.pid} \\(.*\\); web claims it$`, 'm'))
  const { holders } = await desk.json('strays', '--json')
  expect(holders).toMatchObject([{ port, wantedBy: ['web'], pid: process.pid }])
  expect(server.listening).toBe(true)
})

test('who runs on its own port holds it rightly', async () => {
  const desk = await openDesk()
  const script = `require('net').createServer().listen(0, '127.0.0.1', function () { console.log('port ' + this.address().port + ';') })`
  const spec = specOf('web', { kind: 'argv', argv: [process.execPath, '-e', script] })
  const id = await desk.bench.start(spec)
  await desk.bench.untilShows(id, ';')
  const port = Number(/port (\d+)/.exec(await desk.bench.outputOf(desk.bench.runOf(id).id))?.[1])
  await desk.bench.client.ask('up', { specs: [{ ...spec, ports: [port] }], start: 'none' })
  expect(await desk.json('strays', '--json')).toMatchObject({ strays: [], holders: [] })
})
