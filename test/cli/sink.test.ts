import { PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
import { openSink } from '../../src/cli/sink.ts'

test('what is written waits for a reader that is slow, and leaves no listeners behind', async () => {
  const stream = new PassThrough({ highWaterMark: 8 })
  const sink = openSink(stream)
  const before = stream.eventNames().map(name => stream.listenerCount(name))
  let isWritten = false
  const writing = sink.write('0123456789').then(goesOn => {
    isWritten = true
    return goesOn
  })
  await new Promise(resolve => setImmediate(resolve))
  expect(isWritten).toBe(false)
  expect(stream.read()?.toString()).toBe('0123456789')
  expect(await writing).toBe(true)
  expect(stream.eventNames().map(name => stream.listenerCount(name))).toEqual(before)
})

test('a reader that has gone ends it, also while it is waited for', async () => {
  const stream = new PassThrough({ highWaterMark: 8 })
  const sink = openSink(stream)
  const writing = sink.write('0123456789')
  stream.destroy(new Error('EPIPE'))
  expect(await writing).toBe(false)
  expect(await sink.write('more')).toBe(false)
  expect(sink.exitCode).toBe(141)
})
