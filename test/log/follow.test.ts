import { expect, test } from 'vitest'
import { type LogWriter, openLog } from '../../src/log/append.ts'
import { follow } from '../../src/log/follow.ts'
import type { Page } from '../../src/log/page.ts'
import { openReader } from '../../src/log/read.ts'
import { tmpDir } from '../tmp.ts'
import { until } from '../until.ts'
import { patternBytes } from './logs.ts'

test('a follower sees everything once and in order, however fast the log grows, and ends when it is complete', async () => {
  const { log, options, complete, folder } = await openFollowed()
  const following = collect(follow(openReader(folder), 0, options))
  while (log.end < 500_000) {
    if (!log.append('stdout', patternBytes(log.end, 777), log.end)) await log.flush()
    if (log.end % 20 === 0) await log.flush()
  }
  await log.close()
  complete()
  const pages = await following
  expect(bytesOf(pages)).toEqual(patternBytes(0, log.end))
})

test('a follower of one stream gets that alone', async () => {
  const { log, options, complete, folder } = await openFollowed()
  const following = collect(follow(openReader(folder), 0, { ...options, stream: 'stderr' }))
  for (let at = 0; at < 10; at += 1) {
    log.append('stdout', Buffer.from('out'), at)
    log.append('stderr', Buffer.from('err'), at)
    await log.flush()
  }
  await log.close()
  complete()
  expect(String(bytesOf(await following))).toBe('err'.repeat(10))
})

test('a follower that is at the end asks nothing until it is told', async () => {
  const { log, options, folder } = await openFollowed()
  log.append('stdout', Buffer.from('first'), 1)
  await log.flush()
  const reader = openReader(folder)
  let reads = 0
  const counting: typeof reader = {
    ...reader,
    read(order) {
      reads += 1
      return reader.read(order)
    },
  }
  const pages = follow(counting, 0, options)
  expect(String(bytesOf([await nextOf(pages)]))).toBe('first')
  const second = nextOf(pages)
  await until(() => reads > 0, { what: 'the follower reaching the end' })
  const before = reads
  log.append('stdout', Buffer.from('second'), 2)
  expect(String(bytesOf([await second]))).toBe('second')
  expect(reads).toBeLessThanOrEqual(before + 2)
  await pages.return(undefined)
  await log.close()
})

test('a follower ends at its signal, also while it waits, and unsubscribes', async () => {
  const { log, options, listeners, folder } = await openFollowed()
  const abort = new AbortController()
  const following = collect(follow(openReader(folder), 0, { ...options, signal: abort.signal }))
  await until(() => listeners() === 1, { what: 'the follower listening' })
  abort.abort()
  expect(await following).toEqual([])
  expect(listeners()).toBe(0)
  expect(await collect(follow(openReader(folder), 0, { ...options, signal: abort.signal }))).toEqual([])
  await log.close()
})

test('whoever stops looking is not told any more', async () => {
  const { log, options, listeners, folder } = await openFollowed()
  log.append('stdout', Buffer.from('x'), 1)
  await log.flush()
  for await (const page of follow(openReader(folder), 0, options)) {
    expect([page.next, listeners()]).toEqual([1, 1])
    break
  }
  expect(listeners()).toBe(0)
  await log.close()
})

type Followed = {
  readonly folder: string
  readonly log: LogWriter
  readonly options: { readonly grew: (wake: () => void) => () => void; readonly isComplete: () => boolean }
  readonly complete: () => void
  readonly listeners: () => number
}

async function openFollowed(): Promise<Followed> {
  const folder = tmpDir()
  const log = await openLog(folder)
  const wakes = new Set<() => void>()
  const wakeAll = (): void => {
    for (const wake of wakes) wake()
  }
  log.onGrow(wakeAll)
  let isComplete = false
  return {
    folder,
    log,
    options: {
      grew(wake) {
        wakes.add(wake)
        return () => wakes.delete(wake)
      },
      isComplete: () => isComplete,
    },
    complete() {
      isComplete = true
      wakeAll()
    },
    listeners: () => wakes.size,
  }
}

async function collect(pages: AsyncIterable<Page>): Promise<Page[]> {
  const all: Page[] = []
  for await (const page of pages) all.push(page)
  return all
}

async function nextOf(pages: AsyncGenerator<Page>): Promise<Page> {
  const { value, done } = await pages.next()
  if (done) throw new Error('the follower has ended')
  return value
}

function bytesOf(pages: readonly Page[]): Buffer {
  return Buffer.concat(pages.flatMap(({ chunks }) => chunks.map(({ bytes }) => bytes)))
}
