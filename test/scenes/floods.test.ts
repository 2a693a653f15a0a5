import { expect, test } from 'vitest'
import type { WorkerId } from '../../src/core/id.ts'
import type { WorkerSpec } from '../../src/core/spec.ts'
import { toFrame } from '../../src/protocol/frames.ts'
import { specOf } from '../daemon/specs.ts'
import { until } from '../until.ts'
import { residentMib } from './memory.ts'
import { hello, openRaw, type Raw } from './raw.ts'
import { beginServed, type Served } from './served.ts'

/** What a flood may cost; without a bound each of these would cost many times as much. */
const mostGrowthMib = 250

test('who never reads while events flood is told later that it has missed some, and costs little memory', async () => {
  const served = await beginServed()
  const { daemon, socket } = await served.status()
  const worker = await addIdle(served)
  const raws = await Promise.all(Array.from({ length: 20 }, () => sayHello(socket)))
  for (const raw of raws) {
    raw.say({ jsonrpc: '2.0', method: 'listen', params: {} })
    raw.say({ jsonrpc: '2.0', id: 'now', method: 'subscribe', params: {} })
  }
  for (const raw of raws) await until(() => raw.told.some(({ id }) => id === 'now'), { what: 'the present' })
  for (const raw of raws) raw.pause()
  const before = residentMib(daemon.pid)
  await makeEvents(served, worker, 200)
  expect(residentMib(daemon.pid) - before).toBeLessThan(mostGrowthMib)
  const [raw] = raws
  raw?.resume()
  await until(() => raw?.told.some(({ params }) => params?.notice?.kind === 'lagged'), { what: 'the word of it' })
  // What follows is told again.
  const { length } = raw?.told ?? []
  await makeEvents(served, worker, 1)
  await until(() => raw?.told.slice(length).some(({ params }) => params?.notice?.kind === 'events'), {
    what: 'what comes next',
  })
})

test('who asks without end and reads no answer waits, costs little memory, and holds nobody up', async () => {
  const served = await beginServed()
  const { daemon, socket } = await served.status()
  await makeEvents(served, await addIdle(served), 50)
  const raw = await sayHello(socket)
  raw.pause()
  const before = residentMib(daemon.pid)
  // Each answer is some megabytes.
  for (let id = 0; id < 1_000; id += 1)
    raw.say({ jsonrpc: '2.0', id, method: 'events', params: { after: 0, limit: 256 } })
  const client = await served.connect()
  for (let asked = 0; asked < 50; asked += 1) await client.ask('status', {})
  expect(residentMib(daemon.pid) - before).toBeLessThan(mostGrowthMib)
  raw.resume()
  await until(() => raw.told.length > 30, { what: 'answers to come when they are read' })
  expect(raw.told.slice(1, 30).map(({ id }) => id)).toEqual(Array.from({ length: 29 }, (_, id) => id))
})

test('a flood of what needs no answer holds up nobody else', async () => {
  const served = await beginServed()
  const { socket } = await served.status()
  const raw = await sayHello(socket)
  const wave = Buffer.concat(Array.from({ length: 1_000 }, () => toFrame({ jsonrpc: '2.0', method: 'listen' })))
  const stop = new AbortController()
  const flooding = flood(raw, wave, stop.signal)
  const client = await served.connect()
  for (let asked = 0; asked < 100; asked += 1) await client.ask('status', {})
  stop.abort()
  expect(await flooding).toBeGreaterThan(1)
  raw.close()
})

async function flood(raw: Raw, wave: Buffer, signal: AbortSignal): Promise<number> {
  let waves = 0
  for (; !signal.aborted; waves += 1) {
    if (!raw.write(wave)) await raw.drained(signal)
  }
  return waves
}

async function sayHello(socket: string): Promise<Raw> {
  const raw = await openRaw(socket)
  raw.say(hello)
  await until(() => raw.told.length > 0, { what: 'hello' })
  return raw
}

async function addIdle(served: Served): Promise<WorkerId> {
  const client = await served.connect()
  const { acknowledged } = await client.ask('add', { spec: largeSpec(0), taken: 'refuse', start: false })
  return acknowledged.ref.workerId
}

/** Each of these is an event of a hundred kilobytes. */
async function makeEvents(served: Served, worker: WorkerId, count: number): Promise<void> {
  const client = await served.connect()
  for (let at = 1; at <= count; at += 1) await client.ask('update', { worker, spec: largeSpec(at) })
}

function largeSpec(at: number): WorkerSpec {
  return specOf('large', { kind: 'argv', argv: ['true', String(at), 'x'.repeat(100_000)] })
}
