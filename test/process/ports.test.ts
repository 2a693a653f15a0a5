import { expect, test } from 'vitest'
import { listeningPorts, parseListeners, parseLsof } from '../../src/process/ports.ts'
import { isAlive, start, untilSaid } from './child.ts'

test('the ports on which a process listens are found, those of IPv6 too, and nobody else is named', async () => {
  const script = `
    const net = require('node:net')
    const servers = [net.createServer().listen(0, '127.0.0.1'), net.createServer().listen(0, '::1')]
    Promise.all(servers.map(server => new Promise(resolve => server.on('listening', resolve).on('error', resolve)))).then(() => {
      console.log('ports ' + JSON.stringify(servers.map(server => server.address()?.port).filter(Boolean)) + ';')
    })
    setInterval(() => {}, 1000)`
  const started = await start([process.execPath, '-e', script])
  const said = await untilSaid(started, /ports .*;/)
  const expected: number[] = JSON.parse(/ports (.*);/.exec(said)?.[1] ?? '')
  const idle = await start(['sleep', '300'])
  expect(expected.length).toBeGreaterThan(0)
  expect(isAlive(started.pid)).toBe(true)
  expect(await listeningPorts([started.pid, idle.pid, 2 ** 30])).toEqual(
    new Map([[started.pid, expected.sort((one, other) => one - other)]]),
  )
})

test('only listening sockets count, and lines that are none are left out', () => {
  const text = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 4711 1 0 100 0 0 10 0
   1: 0100007F:1F91 0100007F:9999 01 00000000:00000000 00:00000000 00000000  1000        0 4712 1 0 100 0 0 10 0
   2: 00000000000000000000000001000000:0016 00000000000000000000000000000000:0000 0A 0:0 0:0 0 0 0 4713 1
  nonsense
`
  expect(parseListeners(text)).toEqual([
    { port: 8080, address: '127.0.0.1', inode: '4711' },
    { port: 22, address: '::1', inode: '4713' },
  ])
})

test('what lsof says is taken apart by process and address, in order of the ports', () => {
  const text = 'p12\nf5\nn*:3000\nf6\nn[::1]:3000\nf7\nnlocalhost:80\np99\nf3\nn*:*\n'
  expect(parseLsof(text)).toEqual([
    { port: 80, pid: 12, address: 'localhost' },
    { port: 3000, pid: 12, address: '*' },
    { port: 3000, pid: 12, address: '::1' },
  ])
})
