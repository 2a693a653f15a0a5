import { expect, test } from 'vitest'
import type { Client } from '../../../src/client/client.ts'
import { wait } from '../../../src/client/wait/wait.ts'
import type { Notice } from '../../../src/protocol/notice.ts'
import { type Bench, openBench } from '../../daemon/runtime.ts'
import { specOf } from '../../daemon/specs.ts'
import { until } from '../../until.ts'
import { toOrder, waitOn } from './waiting.ts'

const enter = { kind: 'text', text: '', enter: true } as const

test('a wait that is cancelled rejects with the reason and leaves nothing behind', async () => {
  const bench = await openBench()
  const { client, listeners } = counting(bench)
  const id = await bench.start(specOf('quiet', 'echo up; sleep 100'))
  await bench.untilShows(id, 'up')
  const before = resources()
  const cancelling = new AbortController()
  const conditions = ['exit', 'idle=1h', 'match=no', 'port=1', 'http=http://127.0.0.1:1/']
  const order = toOrder(id, { conditions, failOn: ['never'] })
  const waiting = wait(client, order, { signal: cancelling.signal })
  await until(() => resources().length > before.length, { what: 'it to wait' })
  const reason = new Error('no longer wanted')
  cancelling.abort(reason)
  await expect(waiting).rejects.toBe(reason)
  await until(() => listeners() === 0, { what: 'nobody to listen', show: listeners })
  await until(() => resources().length <= before.length, { what: 'every timer and socket to be gone', show: resources })
})

test('a wait that was met leaves nothing behind', async () => {
  const bench = await openBench()
  const { client, listeners } = counting(bench)
  const id = await bench.start(specOf('quiet', 'echo up; sleep 100'))
  await bench.untilShows(id, 'up')
  const before = resources()
  const conditions = ['match=up', 'idle=1h', 'port=1', 'http=http://127.0.0.1:1/']
  expect(await waitOn(client, id, { conditions })).toMatchObject({ kind: 'met' })
  await until(() => listeners() === 0, { what: 'nobody to listen', show: listeners })
  await until(() => resources().length <= before.length, { what: 'every timer and socket to be gone', show: resources })
})

test('a wait that is cancelled before it begins does not begin', async () => {
  const bench = await openBench()
  const id = await bench.start(specOf('quiet', 'sleep 100'))
  const signal = AbortSignal.abort(new Error('too late'))
  const waiting = wait(bench.client, toOrder(id, { conditions: ['exit'] }), { signal })
  await expect(waiting).rejects.toThrow('too late')
})

test('when notices were lost everything is looked at again: an end, what was written, and runs in between', async () => {
  const bench = await openBench()
  const deaf = deafened(bench)
  const id = await bench.start(specOf('job', 'echo up; read -r go; echo "over $$"; exit 3'))
  await bench.untilShows(id, 'up')
  const first = bench.runOf(id).id
  const waits = ['exit', 'match=over', 'ready'].map(condition =>
    waitOn(deaf.client, id, { conditions: [condition], from: { kind: 'now' } }),
  )
  await Promise.all([waits[2], until(() => deaf.listeners() > 0, { what: 'the waits to have begun' })])
  await deaf.whileDeaf(async () => {
    for (let run = 1; run <= 3; run += 1) {
      await bench.client.ask('send', { worker: id, typed: enter })
      await bench.untilIs(id, 'failed')
      await bench.client.ask('start', { workers: [id] })
      await bench.untilShows(id, 'up')
    }
  })
  const [exit, match] = await Promise.all(waits)
  expect(exit).toMatchObject({ kind: 'met', hit: { run: first, outcome: { kind: 'exited', code: 3 } } })
  expect(match).toMatchObject({ kind: 'met', hit: { run: first } })
})

test('when notices were lost no run in between is passed by', async () => {
  const bench = await openBench()
  const deaf = deafened(bench)
  const id = await bench.start(specOf('job', 'echo up; read -r word; echo "$word"; exit 3'))
  await bench.untilShows(id, 'up')
  const waiting = waitOn(deaf.client, id, { conditions: ['match=second'] })
  await until(() => deaf.listeners() > 1, { what: 'the wait to follow the output' })
  await deaf.whileDeaf(async () => {
    for (const text of ['first', 'second', 'third']) {
      await bench.client.ask('send', { worker: id, typed: { kind: 'text', text, enter: true } })
      await bench.untilIs(id, 'failed')
      await bench.client.ask('start', { workers: [id] })
      await bench.untilShows(id, 'up')
    }
  })
  expect(await waiting).toMatchObject({ kind: 'met', hit: { captures: { 0: 'second' } } })
})

test('a runtime that comes back is waited for again, and one that does not is a problem that says so', async () => {
  const bench = await openBench()
  const deaf = deafened(bench)
  const id = await bench.start(specOf('quiet', 'sleep 100'))
  const early = waitOn(deaf.client, id, { conditions: ['exit', 'match=never'] })
  await until(() => deaf.listeners() > 1, { what: 'the wait to follow the output' })
  deaf.tell({ kind: 'closed', reason: 'the daemon has gone' })
  await deaf.whileDeaf(async () => void (await bench.client.ask('stop', { workers: [id] })))
  expect(await early).toMatchObject({ kind: 'met', hit: { condition: { kind: 'exit' } } })
  await until(() => deaf.listeners() === 0, { what: 'nobody to listen', show: deaf.listeners })
  await bench.client.ask('start', { workers: [id] })
  const waiting = waitOn(deaf.client, id, { conditions: ['exit', 'match=never'] })
  await until(() => deaf.listeners() > 1, { what: 'the wait to follow the output' })
  deaf.tell({ kind: 'closed', reason: 'the socket was closed' })
  await expect(waiting).rejects.toMatchObject({ code: 'unreachable', message: expect.stringContaining('socket') })
  await until(() => deaf.listeners() === 0, { what: 'nobody to listen', show: deaf.listeners })
})

/** What keeps this program alive: timers and sockets, but not what the test itself waits with. */
function resources(): readonly string[] {
  return process.getActiveResourcesInfo().filter(kind => /Timeout|TCP|Immediate/.test(kind))
}

type Counting = { readonly client: Client; listeners(): number }

function counting({ client }: Bench): Counting {
  let count = 0
  const counted = (end: () => void): (() => void) => {
    let isOn = true
    count += 1
    return () => {
      if (isOn) count -= 1
      isOn = false
      end()
    }
  }
  return {
    client: {
      ...client,
      listen: listener => counted(client.listen(listener)),
      output(run) {
        const source = client.output(run)
        return { ...source, grew: wake => counted(source.grew(wake)) }
      },
    },
    listeners: () => count,
  }
}

type Deafened = Counting & {
  tell(notice: Notice): void
  /** Nothing is heard meanwhile, and then that something was missed. */
  whileDeaf(work: () => Promise<void>): Promise<void>
}

function deafened(bench: Bench): Deafened {
  let isDeaf = false
  const heard = new Set<(notice: Notice) => void>()
  const { client } = bench
  const output: Client['output'] = run => ({
    ...client.output(run),
    grew: wake => client.output(run).grew(() => isDeaf || wake()),
  })
  const listen: Client['listen'] = listener => {
    heard.add(listener)
    const end = client.listen(notice => isDeaf || listener(notice))
    return () => {
      heard.delete(listener)
      end()
    }
  }
  const { client: counted, listeners } = counting({ ...bench, client: { ...client, output, listen } })
  const tell = (notice: Notice): void => {
    for (const listener of heard) listener(notice)
  }
  return {
    client: counted,
    listeners,
    tell,
    async whileDeaf(work) {
      isDeaf = true
      await work()
      isDeaf = false
      tell({ kind: 'lagged' })
    },
  }
}
