import { expect, test } from 'vitest'
import type { Need } from '../../src/core/need.ts'
import { defaultStop } from '../../src/core/spec.ts'
import { specOf } from '../daemon/specs.ts'
import { until } from '../until.ts'
import { openDesk } from './desk.ts'

const needsDb: Need = { name: 'db', until: { kind: 'ready' }, restart: false }

async function openWaiting() {
  const desk = await openDesk()
  const ready = { kind: 'log', pattern: 'open' } as const
  const specs = [specOf('api', 'exec sleep 1000', { needs: [needsDb] }), specOf('db', 'exec sleep 1000', { ready })]
  const { acknowledged } = await desk.bench.client.ask('up', { specs, start: 'auto' })
  const db = acknowledged.find(({ name }) => name === 'db')?.ref.workerId
  if (!db) throw new Error('no db')
  await desk.bench.untilIs(db, 'running')
  return desk
}

test('why says what a worker waits for, what decides, and what happens next', async () => {
  const desk = await openWaiting()
  const { code, stdout } = await desk.skep('why', 'api')
  expect(code).toBe(0)
  expect(stdout.replace(/for \d+s/g, 'for 1s')).toBe(
    [
      'api waiting, for 1s, by user: waits until db is ready',
      'next: starts by itself when that has come',
      '  until db is ready:',
      '  db running, for 1s, by user: runs and is not ready: no line matches "open" yet',
      '  next: is ready as soon as its check says so',
      '',
    ].join('\n'),
  )
})

test('why answers programs with the whole chain', async () => {
  const desk = await openWaiting()
  const { why } = await desk.json('why', 'api', '--json')
  expect(why).toMatchObject({
    name: 'api',
    status: 'waiting',
    since: expect.stringMatching(/^\d{4}-.*Z$/),
    because: [{ name: 'db', until: 'db is ready', status: 'running', because: [] }],
  })
})

test('a worker that waits is listed with the reason, and is stopped', async () => {
  const desk = await openWaiting()
  expect((await desk.skep('ls')).stdout).toMatch(/api +waiting/)
  const { code } = await desk.skep('stop', 'api')
  expect(code).toBe(0)
  expect((await desk.skep('ls')).stdout).not.toMatch(/api +waiting/)
})

test('a stop of what others need names them, or takes them along', async () => {
  const desk = await openDesk()
  const needs = [{ ...needsDb, until: { kind: 'started' } } as const]
  const specs = [specOf('api', 'exec sleep 1000', { needs }), specOf('db', 'exec sleep 1000')]
  const { acknowledged } = await desk.bench.client.ask('up', { specs, start: 'auto' })
  for (const { ref } of acknowledged) await desk.bench.untilIs(ref.workerId, 'running')
  const alone = await desk.skep('stop', 'db')
  expect(alone.stderr).toContain('skep: api goes on without it; --with-dependants stops what needs it too')
  expect(await desk.skep('start', 'db')).toMatchObject({ code: 0 })
  const both = await desk.json('stop', 'db', '--with-dependants', '--json')
  expect(both).toMatchObject({ verdicts: [{ worker: 'db' }, { worker: 'api' }] })
})

test('during a stop it names who holds it up, and of a failure what was written last', async () => {
  const desk = await openDesk()
  const stubborn = `trap '' TERM; echo up; while :; do sleep 0.1; done`
  const stop = { ...defaultStop(false), graceMs: 30_000 }
  const slow = await desk.bench.start(specOf('slow', stubborn, { stop }))
  await desk.bench.untilShows(slow, 'up')
  const stopping = desk.bench.client.ask('stop', { workers: [slow] })
  await until(() => desk.bench.runOf(slow).state.status === 'stopping', { what: 'the stop' })
  const { pid } = desk.bench.runOf(slow)
  expect((await desk.skep('why', 'slow')).stdout).toMatch(new RegExp(`^held up by ${pid} /bin/sh -c `, 'm'))
  await desk.bench.client.ask('kill', { workers: [slow] })
  await stopping
  const broken = await desk.bench.start(specOf('broken', 'echo one; echo no such table >&2; exit 3'))
  await desk.bench.untilIs(broken, 'failed')
  const { stdout } = await desk.skep('why', 'broken')
  expect(stdout).toContain('wrote: one\n')
  expect(stdout).toContain('wrote: no such table\n')
  const { why } = await desk.json('why', 'broken', '--json')
  expect(why).toMatchObject({ run: desk.bench.runOf(broken).id, lastLines: ['one', 'no such table'], heldUpBy: [] })
})
