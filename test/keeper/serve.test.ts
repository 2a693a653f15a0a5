import { mkdtempSync, rmSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { toId } from '../../src/core/id.ts'
import { KeeperServer } from '../../src/keeper/serve.ts'
import { type CallKeeper, type ChannelGrant, fromCalls } from '../../src/protocol/keeper.ts'
import { keeperProtocol } from '../../src/protocol/version.ts'
import { openWire } from '../../src/protocol/wire.ts'
import { tmpDir } from '../tmp.ts'
import { until } from '../until.ts'

const size = { columns: 80, rows: 24 }

test('the size that a viewer has before he comes is the size that he comes with', async () => {
  const { socket, call } = await serve()
  const run = toId('run', Date.now(), new Uint8Array(10))
  const keeper = fromCalls(call, () => () => undefined)
  const env = { PATH: process.env['PATH'] ?? '' }
  const argv = ['sh', '-c', 'read line; stty size; exec sleep 1000'] as const
  await keeper.spawn({ run, argv, cwd: '/tmp', env, terminal: size, stdin: 'pipe', streams: 'apart' })
  const grant: ChannelGrant = { token: 'one', run, actor: 'user', source: 'keys', readOnly: false, endsInput: false }
  await call('grant', grant)
  await call('channel-size', { token: 'one', size: { columns: 101, rows: 37 } })
  const viewer = await connected(socket)
  let seen = ''
  viewer.on('data', (bytes: Buffer) => {
    seen += bytes.toString()
  })
  viewer.write(`${JSON.stringify({ token: 'one', from: 0, size })}\n\r`)
  await until(() => /\d+ \d+/.test(seen), { what: 'the size of the terminal', show: () => seen })
  expect(seen).toContain('37 101')
})

/** A keeper behind a socket in this process, and a daemon's calls of it. */
async function serve(): Promise<{ readonly socket: string; readonly call: CallKeeper }> {
  // Short enough for the path of a socket, whatever the machine's temporary folder is.
  const sockets = mkdtempSync('/tmp/skep-k-')
  const socket = join(sockets, 'k')
  const state = tmpDir()
  const log = (): void => undefined
  const order = { runsFolder: join(state, 'runs'), socket, note: join(state, 'keeper.json'), version: '0.0.0', log }
  const server = new KeeperServer(order)
  await server.listen()
  onTestFinished(async () => {
    await server.close()
    rmSync(sockets, { recursive: true, force: true })
  })
  const end = { handle: async () => undefined, notified: () => undefined, failed: () => undefined }
  const wire = openWire(await connected(socket), end, 2 ** 20)
  await wire.ask('hello', { protocol: keeperProtocol })
  // The table pairs each call with its result, which the compiler does not follow through the wire.
  return { socket, call: async (name, params) => (await wire.ask(name, params)) as never }
}

function connected(path: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(path)
    socket.once('connect', () => resolve(socket))
    socket.once('error', reject)
  })
}
