import { expect, test } from 'vitest'
import { specOf } from '../daemon/specs.ts'
import { until } from '../until.ts'
import { descriptorsOf, openSockets, residentMib } from './memory.ts'
import { hello, openRaw, type Raw } from './raw.ts'
import { beginServed, type Served } from './served.ts'

const mib = 1024 * 1024
const deep = `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`

/** What no client of ours says, and the code of the fault that closes its connection. */
const nonsense: readonly { readonly what: string; readonly said: string | Buffer; readonly code: string }[] = [
  { what: 'a frame larger than any', said: `Content-Length: ${17 * mib}\r\n\r\n`, code: 'too-large' },
  { what: 'a frame larger than numbers', said: `Content-Length: ${'9'.repeat(40)}\r\n\r\n`, code: 'usage' },
  { what: 'a head without an end', said: 'Content-Length: 1'.repeat(1_000), code: 'usage' },
  { what: 'garbage', said: Buffer.alloc(100_000, 0xfe), code: 'usage' },
  { what: 'a frame that is not JSON', said: 'Content-Length: 5\r\n\r\nhello', code: 'usage' },
  { what: 'no message', said: framed('[1, 2, 3]'), code: 'usage' },
  { what: 'a method that is no text', said: framed('{"jsonrpc": "2.0", "id": 1, "method": {}}'), code: 'usage' },
  { what: 'an id that is none', said: framed('{"jsonrpc": "2.0", "id": [], "method": "status"}'), code: 'usage' },
  { what: 'an answer to nothing', said: framed('{"jsonrpc": "2.0", "id": 9, "result": 1}'), code: 'usage' },
  { what: 'nesting without a message', said: framed(deep), code: 'usage' },
]

test('whoever talks nonsense to the daemon or the keeper is told so and closed, and nobody else notices', async () => {
  const served = await beginServed()
  const { daemon, keeper, socket } = await served.status()
  const cat = await served.add(specOf('cat', 'echo ready; exec cat'))
  const client = await served.connect()
  for (const path of [socket, keeper.socket])
    for (const { what, said, code } of nonsense) {
      // To the keeper a line that begins with a brace is a viewer's.
      const raw = await openRaw(path)
      raw.write(said)
      await until(() => raw.isClosed, { what: `${what} at ${path} to be closed`, show: () => raw.told })
      expect(raw.told, what).toMatchObject([{ id: null, error: { data: { code } } }])
      await client.ask('status', {})
    }
  await expectUntouched(served, { daemon: daemon.pid, keeper: keeper.pid })
  await client.ask('send', { worker: cat.worker, typed: { kind: 'text', text: 'still', enter: true } })
  await until(async () => (await served.outputOf(cat.run)).includes('still'), { what: 'what was typed' })
})

test('what cannot be answered is refused, and the conversation goes on', async () => {
  const served = await beginServed()
  const { daemon, keeper, socket } = await served.status()
  const raw = await openRaw(socket)
  raw.say({ jsonrpc: '2.0', id: 'first', method: 'status', params: {} })
  await expectRefused(raw, 'first', 'expected hello first')
  raw.say({ ...hello, id: 'deep', params: { protocol: JSON.parse(deep), version: [], actor: 'nobody' } })
  await expectRefused(raw, 'deep', 'expected hello with')
  raw.say(hello)
  await answered(raw, 'hello')
  raw.say({ jsonrpc: '2.0', id: 'unknown', method: 'no-such-thing', params: {} })
  await expectRefused(raw, 'unknown', 'no-such-thing')
  // These the library would act on by itself.
  for (const params of [undefined, null, [], {}, { id: {} }, { id: 'hello' }])
    raw.say({ jsonrpc: '2.0', method: '$/cancelRequest', params })
  raw.write(framed(`{"jsonrpc":"2.0","id":"nested","method":"events","params":${deep}}`))
  await expectRefused(raw, 'nested', 'at most 64 levels')
  await expectUntouched(served, { daemon: daemon.pid, keeper: keeper.pid })
})

test('who says no hello to the keeper is refused, and takes nothing from the daemon', async () => {
  const served = await beginServed()
  const { daemon, keeper } = await served.status()
  const { run } = await served.add(specOf('sleeper', 'exec sleep 1000'))
  const raw = await openRaw(keeper.socket)
  for (const method of ['runs', 'close', 'leave', 'no-such-thing']) {
    raw.say({ jsonrpc: '2.0', id: method, method, params: {} })
    await expectRefused(raw, method, 'expected hello first')
  }
  raw.say({ jsonrpc: '2.0', id: 'hello', method: 'hello', params: { protocol: { major: 99, minor: 0 } } })
  await expectRefused(raw, 'hello', 'version 1 of its protocol')
  await expectUntouched(served, { daemon: daemon.pid, keeper: keeper.pid })
  const { runs } = await served.present()
  expect(runs.get(run)?.state).toMatchObject({ status: 'running' })
})

test('a client that says nothing, half of a frame or half of a line holds nobody up, and goes without a trace', async () => {
  const served = await beginServed()
  const { daemon, keeper, socket } = await served.status()
  const idle = openSockets(daemon.pid) + openSockets(keeper.pid)
  const halves = ['', 'Content-Length: 10', 'Content-Length: 16000000\r\n\r\n{"jsonrpc"', '{"token": "ab']
  const raws: Raw[] = []
  for (const path of [socket, keeper.socket])
    for (let at = 0; at < 40; at += 1) {
      const raw = await openRaw(path)
      const half = halves[at % halves.length] ?? ''
      if (half) raw.write(half)
      raws.push(raw)
    }
  await expectUntouched(served, { daemon: daemon.pid, keeper: keeper.pid })
  const { run } = await served.add(specOf('echo', 'echo done'))
  await until(async () => (await served.outputOf(run)).includes('done'), { what: 'a run to be served' })
  expect(residentMib(daemon.pid)).toBeLessThan(400)
  for (const raw of raws) raw.close()
  await until(() => openSockets(daemon.pid) + openSockets(keeper.pid) <= idle, {
    what: 'their sockets to be closed',
    show: () => ({ idle, daemon: descriptorsOf(daemon.pid), keeper: descriptorsOf(keeper.pid) }),
  })
})

test('a token opens one channel, once, and what is none opens nothing', async () => {
  const served = await beginServed()
  const cat = await served.add(specOf('cat', 'echo ready; exec cat'))
  const client = await served.connect()
  const { socket, token } = await client.ask('attach', { run: cat.run, source: 'keys', endsInput: false })
  for (const line of ['{"token": "none"}', '{"token": 7}', '{', `{${'x'.repeat(10_000)}`]) {
    const raw = await openRaw(socket)
    raw.write(`${line}\n`)
    await until(() => raw.isClosed, { what: `${line.slice(0, 20)} to be closed` })
  }
  const first = await openRaw(socket)
  first.write(`${JSON.stringify({ token })}\ntyped once\n`)
  await until(async () => (await served.outputOf(cat.run)).includes('typed once'), { what: 'what was typed' })
  const second = await openRaw(socket)
  second.write(`${JSON.stringify({ token })}\ntyped twice\n`)
  await until(() => second.isClosed, { what: 'the second one to be closed' })
  expect(first.isClosed).toBe(false)
  expect(await served.outputOf(cat.run)).toBe('ready\ntyped once\n')
})

function framed(body: string): string {
  return `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
}

async function answered(raw: Raw, id: unknown): Promise<void> {
  await until(() => raw.told.some(told => told.id === id), { what: `the answer to ${id}`, show: () => raw.told })
}

async function expectRefused(raw: Raw, id: string, says: string): Promise<void> {
  await answered(raw, id)
  const error = raw.told.find(told => told.id === id)?.error
  expect(error?.message).toContain(says)
  expect(error?.data.code).toMatch(/usage|unsupported/)
}

async function expectUntouched(
  served: Served,
  pids: { readonly daemon: number; readonly keeper: number },
): Promise<void> {
  const { daemon, keeper } = await served.status()
  expect({ daemon: daemon.pid, keeper: keeper.pid }).toEqual(pids)
}
