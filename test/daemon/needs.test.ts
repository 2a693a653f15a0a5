import { readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { WorkerId } from '../../src/core/id.ts'
import type { Need } from '../../src/core/need.ts'
import type { Ready } from '../../src/core/probe.ts'
import { tmpDir } from '../tmp.ts'
import { until } from '../until.ts'
import { type Bench, openBench } from './runtime.ts'
import { specOf } from './specs.ts'

function need(name: string, kind: 'started' | 'ready' | 'completed' | 'ended', restart = false): Need {
  return { name, until: { kind }, restart }
}

function said(name: string, pattern: string): Need {
  return { name, until: { kind: 'log', pattern }, restart: false }
}

type Ids = { readonly [name: string]: WorkerId }

async function up(
  bench: Bench,
  specs: readonly ReturnType<typeof specOf>[],
  start: 'auto' | readonly string[] = 'auto',
) {
  const { acknowledged } = await bench.client.ask('up', { specs, start })
  return Object.fromEntries(acknowledged.map(({ name, ref }) => [name, ref.workerId])) as Ids
}

function idOf(ids: Ids, name: string): WorkerId {
  const id = ids[name]
  if (!id) throw new Error(`no worker ${name}`)
  return id
}

function startedAt(bench: Bench, id: WorkerId): number {
  const { run } = bench.worker(id)
  return bench.events.findIndex(event => event.kind === 'run.starting' && event.run === run)
}

function eventAt(bench: Bench, id: WorkerId, kind: string): number {
  return bench.events.findIndex(event => event.kind === kind && event.worker === id)
}

const stays = 'echo up; exec sleep 1000'

describe('a worker that needs others', () => {
  test('waits for what each of them must have come to, and starts then by itself', async () => {
    const bench = await openBench()
    const ready: Ready = { kind: 'log', pattern: 'open for \\w+' }
    const ids = await up(bench, [
      specOf('api', stays, { needs: [need('db', 'ready'), need('migrate', 'completed'), said('queue', '^go')] }),
      specOf('db', 'sleep 0.2; echo open for business; exec sleep 1000', { ready }),
      specOf('migrate', 'sleep 0.3', { kind: 'task' }),
      specOf('queue', 'sleep 0.1; printf go; exec sleep 1000'),
    ])
    const api = idOf(ids, 'api')
    await bench.untilIs(api, 'waiting')
    await bench.untilIs(api, 'running')
    const begun = startedAt(bench, api)
    expect(begun).toBeGreaterThan(eventAt(bench, idOf(ids, 'db'), 'run.ready'))
    expect(begun).toBeGreaterThan(eventAt(bench, idOf(ids, 'migrate'), 'run.ended'))
    expect(begun).toBeGreaterThan(eventAt(bench, idOf(ids, 'queue'), 'run.matched'))
    expect(bench.worker(api).restarts).toBe(0)
    expect(bench.runOf(api).actor).toBe('user')
    await bench.untilIs(idOf(ids, 'db'), 'ready')
  })

  test('waits for what is to run again, whatever its last run came to, and whoever stands first in the file', async () => {
    const bench = await openBench()
    const specs = [
      specOf('api', stays, { needs: [need('migrate', 'completed')] }),
      specOf('migrate', 'sleep 0.2', { kind: 'task', needs: [need('db', 'started')] }),
      specOf('db', stays),
    ]
    const first = await up(bench, specs)
    const api = idOf(first, 'api')
    await bench.untilIs(api, 'running')
    await bench.client.ask('stop', { workers: Object.values(first), dependants: 'first' })
    const ids = await up(bench, specs)
    await bench.untilIs(api, 'running')
    const last = (name: string, kind: string): number =>
      bench.events.findLastIndex(event => event.kind === kind && event.worker === idOf(ids, name))
    expect(last('api', 'run.starting')).toBeGreaterThan(last('migrate', 'run.ended'))
    expect(last('migrate', 'run.starting')).toBeGreaterThan(last('db', 'run.running'))
  })

  test('starts what it needs, and what that needs, when it is started by hand', async () => {
    const bench = await openBench()
    const manual = { start: 'manual' } as const
    const ids = await up(bench, [
      specOf('web', stays, { ...manual, needs: [need('api', 'started')] }),
      specOf('api', stays, { ...manual, needs: [need('db', 'started')] }),
      specOf('db', stays, manual),
      specOf('other', stays, manual),
    ])
    await bench.client.ask('start', { workers: [idOf(ids, 'web')] })
    for (const name of ['db', 'api', 'web']) await bench.untilIs(idOf(ids, name), 'running')
    expect(bench.worker(idOf(ids, 'other')).state.status).toBe('idle')
    expect(startedAt(bench, idOf(ids, 'db'))).toBeLessThan(startedAt(bench, idOf(ids, 'api')))
    expect(startedAt(bench, idOf(ids, 'api'))).toBeLessThan(startedAt(bench, idOf(ids, 'web')))
  })

  test('waits on, and says for what, when that has failed; and starts when it comes after all', async () => {
    const bench = await openBench()
    const ids = await up(bench, [
      specOf('api', stays, { needs: [need('migrate', 'completed')] }),
      specOf('migrate', 'exit 1', { kind: 'task' }),
    ])
    const [api, migrate] = [idOf(ids, 'api'), idOf(ids, 'migrate')]
    await bench.untilIs(migrate, 'failed')
    await bench.untilIs(api, 'waiting')
    const { workers } = await bench.client.ask('list', { words: ['api'], usage: false, ports: false, all: true })
    expect(workers[0]?.reason).toBe('waits until migrate has completed')
    await bench.client.ask('update', { worker: migrate, spec: specOf('migrate', 'exit 0', { kind: 'task' }) })
    await bench.client.ask('start', { workers: [migrate] })
    await bench.untilIs(api, 'running')
  })

  test('that waits is stopped at once, and does not start when what it needed comes', async () => {
    const bench = await openBench()
    const ids = await up(bench, [
      specOf('api', stays, { needs: [need('db', 'ready')] }),
      specOf('db', 'read x; echo ready; exec sleep 1000', { ready: { kind: 'log', pattern: 'ready' } }),
    ])
    const [api, db] = [idOf(ids, 'api'), idOf(ids, 'db')]
    await bench.untilIs(api, 'waiting')
    await bench.client.ask('stop', { workers: [api] })
    await bench.client.ask('send', { worker: db, typed: { kind: 'text', text: 'x', enter: true } })
    await bench.untilIs(db, 'ready')
    expect(bench.worker(api)).toMatchObject({ wanted: 'down', run: undefined, state: { status: 'ended' } })
  })

  test('that asked for it begins anew with what it needs, once that is there again', async () => {
    const bench = await openBench()
    const ids = await up(bench, [
      specOf('api', stays, { needs: [need('db', 'ready', true)] }),
      specOf('cron', stays, { needs: [need('db', 'ready')] }),
      specOf('db', 'echo ready; exec sleep 1000', { ready: { kind: 'log', pattern: 'ready' } }),
    ])
    const [api, db, cron] = [idOf(ids, 'api'), idOf(ids, 'db'), idOf(ids, 'cron')]
    await bench.untilIs(api, 'running')
    await bench.untilIs(cron, 'running')
    const [first, kept] = [bench.runOf(api).id, bench.runOf(cron).id]
    await bench.client.ask('restart', { workers: [db] })
    await until(() => bench.worker(api).run !== first, { what: 'another run of api' })
    await bench.untilIs(api, 'running')
    expect(startedAt(bench, api)).toBeGreaterThan(
      bench.events.findLastIndex(event => event.kind === 'run.ready' && event.worker === db),
    )
    expect(bench.runOf(cron).id).toBe(kept)
  })
})

describe('what others need', () => {
  test('is stopped after them when all goes down, each before what it needs', async () => {
    const bench = await openBench()
    const slow = `trap 'sleep 0.2; exit 0' TERM; echo up; while :; do sleep 0.05; done`
    const ids = await up(bench, [
      specOf('db', slow),
      specOf('api', slow, { needs: [need('db', 'started')] }),
      specOf('web', slow, { needs: [need('api', 'started')] }),
      specOf('alone', slow),
    ])
    for (const id of Object.values(ids)) await bench.untilShows(id, 'up')
    const { stopped } = await bench.client.ask('down', {})
    expect(stopped.map(({ verdict }) => verdict?.survivors)).toEqual([[], [], [], []])
    const ended = (name: string): number => eventAt(bench, idOf(ids, name), 'run.ended')
    const told = (name: string): number => eventAt(bench, idOf(ids, name), 'run.stopping')
    expect(told('api')).toBeGreaterThan(ended('web'))
    expect(told('db')).toBeGreaterThan(ended('api'))
    expect(told('alone')).toBeLessThan(ended('web'))
  })

  test('is stopped alone by hand, with a warning, or with those that need it before it', async () => {
    const bench = await openBench()
    const ids = await up(bench, [specOf('db', stays), specOf('api', stays, { needs: [need('db', 'started')] })])
    const [db, api] = [idOf(ids, 'db'), idOf(ids, 'api')]
    await bench.untilIs(api, 'running')
    await bench.client.ask('stop', { workers: [db] })
    expect(bench.worker(api).state.status).toBe('active')
    const { diagnostics } = await bench.client.ask('diagnostics', { limit: 10 })
    expect(diagnostics).toContainEqual(
      expect.objectContaining({ code: 'worker.needed', message: 'db is stopped while api needs it' }),
    )
    await bench.client.ask('start', { workers: [db] })
    await bench.untilIs(db, 'running')
    const { stopped } = await bench.client.ask('stop', { workers: [db], dependants: 'too' })
    expect(stopped.map(({ name }) => name).sort()).toEqual(['api', 'db'])
  })
})

describe('a check of readiness', () => {
  async function serve(statuses: readonly number[]): Promise<string> {
    let asked = 0
    const server = createServer((_, response) => {
      response.statusCode = statuses[Math.min(asked, statuses.length - 1)] ?? 500
      asked += 1
      response.end()
    })
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void server.close())
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/health`
  }

  const pace = { everyMs: 20, timeoutMs: 5_000, attempts: 1_000 }

  test('by http asks until the answer is good', async () => {
    const bench = await openBench()
    const url = await serve([503, 404, 204])
    const id = await bench.start(specOf('api', stays, { ready: { kind: 'http', url, statuses: [], ...pace } }))
    await bench.untilIs(id, 'ready')
    expect(bench.events.find(({ kind }) => kind === 'run.ready')?.message).toBe(`is ready: ${url} answers 204`)
  })

  test('by tcp waits until somebody listens', async () => {
    const bench = await openBench()
    const port = Number(new URL(await serve([200])).port)
    const ready: Ready = { kind: 'tcp', host: '127.0.0.1', port, ...pace }
    const id = await bench.start(specOf('api', stays, { ready }))
    await bench.untilIs(id, 'ready')
  })

  test('by a command runs in the folder and environment of the worker', async () => {
    const bench = await openBench()
    const command = { kind: 'shell', line: '[ "$WHO" = me ] && [ -e there ]' } as const
    const spec = specOf('api', 'sleep 0.2; touch there; exec sleep 1000', {
      ready: { kind: 'exec', command, ...pace },
      env: { PATH: process.env['PATH'] ?? '', WHO: 'me' },
    })
    const id = await bench.start(spec)
    await bench.untilIs(id, 'ready')
  })

  test('that fails too often ends the run, and its policy says what follows', async () => {
    const bench = await openBench()
    const ready: Ready = { kind: 'exec', command: { kind: 'shell', line: 'exit 3' }, ...pace, attempts: 2 }
    const restart = { when: 'failure', backoffMs: { first: 1, longest: 1 }, attempts: 1, resetMs: 60_000 } as const
    const id = await bench.start(specOf('api', stays, { ready, restart }))
    await bench.untilIs(id, 'gave-up')
    expect(bench.runOf(id).state).toMatchObject({
      outcome: { kind: 'stopped', by: 'supervisor', reason: 'not ready after 2 tries: the check exits with 3' },
    })
  })

  test('that takes too long is killed and counts as failed', async () => {
    const bench = await openBench()
    const command = { kind: 'shell', line: 'sleep 1000 & sleep 1000' } as const
    const ready: Ready = { kind: 'exec', command, everyMs: 1, timeoutMs: 50, attempts: 2 }
    const id = await bench.start(specOf('api', stays, { ready }))
    await bench.untilIs(id, 'stopped')
    expect(bench.runOf(id).state).toMatchObject({ outcome: { reason: expect.stringContaining('did not end in time') } })
  })

  test('with an expression that never ends its work is named, and harms nobody', async () => {
    const bench = await openBench()
    const ready: Ready = { kind: 'log', pattern: '^(a+)+$' }
    const id = await bench.start(specOf('api', `echo ${'a'.repeat(50)}b; exec sleep 1000`, { ready }))
    const codes = async () => (await bench.client.ask('diagnostics', { limit: 10 })).diagnostics.map(({ code }) => code)
    await until(async () => (await codes()).includes('run.check-failed'), { what: 'a diagnostic' })
    expect(bench.runOf(id).state.status).toBe('running')
  })
})

describe('a check of health', () => {
  const health = { kind: 'exec', everyMs: 20, timeoutMs: 5_000, failures: 2 } as const
  const failing = { ...health, command: { kind: 'shell', line: '[ ! -e ill ]' } } as const

  test('that is good is what others may wait for', async () => {
    const bench = await openBench()
    const healthy: Need = { name: 'db', until: { kind: 'healthy' }, restart: false }
    const ids = await up(bench, [specOf('api', stays, { needs: [healthy] }), specOf('db', stays, { health: failing })])
    await bench.untilIs(idOf(ids, 'api'), 'running')
    expect(bench.runOf(idOf(ids, 'db')).healthyAtMs).toBeDefined()
  })

  test('that fails too often in a row ends the run, and its policy starts the next one', async () => {
    const bench = await openBench()
    const restart = { when: 'failure', backoffMs: { first: 1, longest: 1 }, attempts: 5, resetMs: 60_000 } as const
    const line = 'rm -f ill; echo up; read x; touch ill; exec sleep 1000'
    const id = await bench.start(specOf('api', line, { health: failing, restart }))
    await until(() => bench.runOf(id).healthyAtMs !== undefined, { what: 'it to be healthy' })
    const first = bench.runOf(id).id
    await bench.client.ask('send', { worker: id, typed: { kind: 'text', text: 'x', enter: true } })
    await until(() => bench.worker(id).run !== first, { what: 'another run' })
    await until(() => bench.runOf(id).healthyAtMs !== undefined, { what: 'that to be healthy' })
    const ended = bench.events.find(event => event.kind === 'run.ended' && event.run === first)
    expect(ended?.message).toContain('not healthy, 2 times in a row: the check exits with 1')
  })

  test('does not count while the run is paused', async () => {
    const bench = await openBench()
    const silent = { ...health, command: { kind: 'shell', line: 'echo asked >> asked; [ ! -e ill ]' } } as const
    const cwd = tmpDir()
    const id = await bench.start(specOf('api', 'rm -f ill; echo up; exec sleep 1000', { health: silent, cwd }))
    await until(() => bench.runOf(id).healthyAtMs !== undefined, { what: 'it to be healthy' })
    await bench.client.ask('pause', { workers: [id] })
    writeFileSync(join(cwd, 'ill'), '')
    const asked = (): number => readFileSync(join(cwd, 'asked'), 'utf8').split('\n').length
    const before = asked()
    await until(() => asked() > before + 2 * health.failures, { what: 'many more questions' })
    expect(bench.runOf(id).state.status).toBe('running')
    await bench.client.ask('resume', { workers: [id] })
    await bench.untilIs(id, 'stopped')
  })
})
