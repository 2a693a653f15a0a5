import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, onTestFinished, test } from 'vitest'
import { toFrame } from '../../src/protocol/frames.ts'
import { listenOn } from '../../src/protocol/listen.ts'
import { openWire, type Wire } from '../../src/protocol/wire.ts'
import { tmpDir } from '../tmp.ts'

const mostBytes = 1024 * 1024

/** A socket to a wire that answers when `answer` says so. */
async function open(answer: () => Promise<unknown>): Promise<{ socket: Socket; wire: Promise<Wire> }> {
  const folder = join(tmpDir(), 's')
  const { promise, resolve } = Promise.withResolvers<Wire>()
  const end = { handle: answer, notified: () => undefined, failed: () => undefined }
  const listening = await listenOn(join(folder, 'socket'), socket => resolve(openWire(socket, end, mostBytes)))
  onTestFinished(() => listening.close())
  const socket = connect(join(folder, 'socket'))
  return { socket, wire: promise }
}

test('a wire is over when its other end has gone, whether anything was said or not', async () => {
  const { socket, wire } = await open(async () => 1)
  const opened = await wire
  socket.destroy()
  await opened.closed
})

test('who asks and says no more is answered before the wire is over', async () => {
  const answer = Promise.withResolvers<unknown>()
  const { socket, wire } = await open(() => answer.promise)
  socket.end(toFrame({ jsonrpc: '2.0', id: 1, method: 'one', params: {} }))
  const answered = text(socket)
  const opened = await wire
  setImmediate(() => answer.resolve({ kept: 42 }))
  expect(await answered).toContain('"result":{"kept":42}')
  await opened.closed
})
