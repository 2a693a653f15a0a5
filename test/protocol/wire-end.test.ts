import { once } from 'node:events'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { Fault } from '../../src/core/fault.ts'
import { FrameReader, toFrame } from '../../src/protocol/frames.ts'
import { openInflow } from '../../src/protocol/inflow.ts'
import { openWire, type Wire, type WireEnd } from '../../src/protocol/wire.ts'
import { until } from '../until.ts'
import { connectPair } from './sockets.ts'

const mostBytes = 1024 * 1024
const deaf: WireEnd = { handle: async () => null, notified: () => undefined, failed: () => undefined }

async function openPair(far: Partial<WireEnd>): Promise<readonly [Wire, Wire]> {
  const [near, other] = await connectPair()
  return [openWire(near, deaf, mostBytes), openWire(other, { ...deaf, ...far }, mostBytes)]
}

test('a refusal crosses with its code, hint and facts; a mistake crosses as one and is told where it was made', async () => {
  const failed: string[] = []
  const refusal = { code: 'not-found', message: 'there is none', hint: 'look for it', data: { name: 'x' } } as const
  const [near] = await openPair({
    handle: async method => {
      throw method === 'refused' ? new Fault(refusal) : new TypeError('a secret of ours')
    },
    failed: (problem, method) => void failed.push(`${method}: ${String(problem)}`),
  })
  await expect(near.ask('refused', {})).rejects.toMatchObject(refusal)
  await expect(near.ask('broken', {})).rejects.toMatchObject({
    code: 'internal',
    message: expect.not.stringContaining('secret'),
  })
  expect(failed).toEqual(['broken: TypeError: a secret of ours'])
})

test('whoever asks for too much is told so, and what else was asked is refused for that reason', async () => {
  const [near, far] = await openPair({ handle: () => new Promise(() => undefined) })
  const asked = [near.ask('first', {}), near.ask('second', { text: 'x'.repeat(2 * mostBytes) })]
  for (const each of asked) await expect(each).rejects.toMatchObject({ code: 'too-large' })
  await Promise.all([near.closed, far.closed])
})

test('what was asked when the other end goes is unreachable', async () => {
  const [near, far] = await openPair({ handle: () => new Promise(() => undefined) })
  const asked = near.ask('first', {})
  far.close()
  await expect(asked).rejects.toMatchObject({ code: 'unreachable' })
  await expect(near.ask('after', {})).rejects.toMatchObject({ code: 'unreachable' })
})

test('who asks no more gets the answers that it waits for, and the socket is closed then', async () => {
  const [near, far] = await connectPair()
  const answer = Promise.withResolvers<string>()
  const wire = openWire(far, { ...deaf, handle: () => answer.promise }, mostBytes)
  const told: unknown[] = []
  const frames = new FrameReader(
    { message: value => void told.push(value), broken: fault => void told.push(fault) },
    mostBytes,
  )
  near.on('data', (bytes: Buffer) => frames.push(bytes))
  near.end(toFrame({ jsonrpc: '2.0', id: 1, method: 'm' }))
  await once(far, 'end')
  answer.resolve('late')
  await wire.closed
  await until(() => told.length > 0, { what: 'the answer' })
  expect(told).toEqual([{ jsonrpc: '2.0', id: 1, result: 'late' }])
})

test('a wire is closed also when the other end does not read what was said last', async () => {
  const [near, far] = await connectPair()
  near.pause()
  const wire = openWire(far, deaf, mostBytes)
  wire.tell('much', { text: 'x'.repeat(4 * mostBytes) })
  expect(wire.waitingBytes).toBeGreaterThan(0)
  wire.close()
  await wire.closed
})

test('no more is dealt with at a time than is bounded, and all of it in the end', async () => {
  const asked = 10_000
  let open = 0
  let most = 0
  const doors: Array<() => void> = []
  const [near] = await openPair({
    handle: async () => {
      open += 1
      most = Math.max(most, open)
      await new Promise<void>(resolve => doors.push(resolve))
      open -= 1
      return null
    },
  })
  let answered = 0
  const all = Array.from({ length: asked }, async () => {
    await near.ask('m', {})
    answered += 1
  })
  await until(() => doors.length >= 4_000, { what: 'as many as are dealt with at a time', show: () => doors.length })
  await until(
    () => {
      for (const open of doors.splice(0)) open()
      return answered === asked
    },
    { what: 'all to be answered', show: () => answered },
  )
  await Promise.all(all)
  // A piece of the stream that has come already is taken whole.
  expect(most).toBeLessThan(7_000)
})

test('what needs no answer is read no faster than it is dealt with', async () => {
  const [near, far] = await connectPair()
  const frame = toFrame({ jsonrpc: '2.0', method: 'm' })
  let dealtWith = 0
  let mostAhead = 0
  const notified = (): void => {
    dealtWith += 1
    mostAhead = Math.max(mostAhead, far.bytesRead - dealtWith * frame.length)
  }
  openWire(far, { ...deaf, notified }, mostBytes)
  const told = 50_000
  near.write(Buffer.concat(Array.from({ length: told }, () => frame)))
  await until(() => dealtWith === told, { what: 'all of it to be dealt with', show: () => dealtWith })
  expect(frame.length * told).toBeGreaterThan(2 * mostBytes)
  expect(mostAhead).toBeLessThan(mostBytes)
})

test('who sends more than is taken apart in one turn of the loop is listened to again in the next', async () => {
  const [, far] = await connectPair()
  const inflow = openInflow(far)
  inflow.came(100_000)
  expect(far.isPaused()).toBe(false)
  inflow.came(100_000)
  expect(far.isPaused()).toBe(true)
  await nextTurn()
  expect(far.isPaused()).toBe(false)
})
