import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { WorkerId } from '../../src/core/id.ts'
import type { Watch } from '../../src/core/spec.ts'
import { tmpDir } from '../tmp.ts'
import { until } from '../until.ts'
import { type Bench, openBench } from './runtime.ts'
import { specOf } from './specs.ts'

function watching(folder: string, change: Partial<Watch> = {}): { readonly cwd: string; readonly watch: Watch } {
  return { cwd: folder, watch: { paths: [join(folder, 'src')], ignore: [], debounceMs: 50, cascade: false, ...change } }
}

function source(): string {
  const folder = tmpDir()
  mkdirSync(join(folder, 'src'))
  writeFileSync(join(folder, 'src/a.js'), '1')
  return folder
}

function startsOf(bench: Bench, id: WorkerId): number {
  return bench.events.filter(({ kind, worker }) => kind === 'run.starting' && worker === id).length
}

/** Changes a file until that is seen: nobody says from when on it is watched. */
async function touchUntil(file: string, isMet: () => boolean): Promise<void> {
  let count = 0
  const touch = (): boolean => {
    if (isMet()) return true
    count += 1
    writeFileSync(file, `${count}`)
    return false
  }
  await until(touch, { what: `a change of ${file} to be seen`, everyMs: 200 })
}

test('when a file changes, its worker is restarted, and the reason names the file', async () => {
  const folder = source()
  const bench = await openBench()
  const id = await bench.start(specOf('api', 'exec sleep 1000', watching(folder)))
  await bench.untilIs(id, 'running')
  await touchUntil(join(folder, 'src/a.js'), () => startsOf(bench, id) > 1)
  const asked = bench.events.find(
    ({ kind, message }) => kind === 'worker.moved' && message.startsWith('asked to restart'),
  )
  expect(asked).toMatchObject({ message: 'asked to restart: src/a.js has changed', actor: 'supervisor' })
})

test('what is ignored restarts nobody, a new and a removed file do', async () => {
  const folder = source()
  const bench = await openBench()
  const change = { ignore: ['*.log', 'src/tmp/**'] }
  const id = await bench.start(specOf('api', 'exec sleep 1000', watching(folder, change)))
  await touchUntil(join(folder, 'src/a.js'), () => startsOf(bench, id) > 1)
  mkdirSync(join(folder, 'src/tmp'))
  mkdirSync(join(folder, 'src/node_modules'))
  for (const name of ['x.log', 'tmp/y.js', 'node_modules/z.js']) writeFileSync(join(folder, 'src', name), 'x')
  writeFileSync(join(folder, 'src/new.js'), 'x')
  const reasons = (): readonly string[] =>
    bench.events.map(({ message }) => message).filter(text => /changed/.test(text))
  await until(() => reasons().some(text => text.includes('new.js')), { what: 'the new file', show: reasons })
  rmSync(join(folder, 'src/new.js'))
  const before = reasons().length
  await until(() => reasons().length > before, { what: 'the removed file', show: reasons })
  for (const name of ['x.log', 'y.js', 'z.js']) expect(reasons().join()).not.toContain(name)
})

test('a worker that has failed is started again by a change, one that was stopped is not', async () => {
  const folder = source()
  const bench = await openBench()
  const failing = await bench.start(specOf('failing', 'exit 3', watching(folder)))
  const stopped = await bench.start(specOf('stopped', 'exec sleep 1000', watching(folder)))
  await bench.untilIs(failing, 'failed')
  await bench.client.ask('stop', { workers: [stopped] })
  await touchUntil(join(folder, 'src/a.js'), () => startsOf(bench, failing) > 1)
  expect(startsOf(bench, stopped)).toBe(1)
})

test('with a cascade those that need it are restarted after it', async () => {
  const folder = source()
  const bench = await openBench()
  const until = { kind: 'started' } as const
  const specs = [
    specOf('lib', 'exec sleep 1000', watching(folder, { cascade: true })),
    specOf('app', 'exec sleep 1000', { needs: [{ name: 'lib', until, restart: false }] }),
  ]
  const { acknowledged } = await bench.client.ask('up', { specs, start: 'auto' })
  const [lib, app] = acknowledged.map(({ ref }) => ref.workerId)
  if (!lib || !app) throw new Error('nothing was taken in')
  await bench.untilIs(app, 'running')
  await touchUntil(join(folder, 'src/a.js'), () => startsOf(bench, app) > 1)
  const starts = bench.events.filter(({ kind }) => kind === 'run.starting').map(({ worker }) => worker)
  expect(starts.indexOf(app, starts.indexOf(app) + 1)).toBeGreaterThan(starts.indexOf(lib, starts.indexOf(lib) + 1))
})

test('a glob means the files that it matches', async () => {
  const folder = source()
  const bench = await openBench()
  const paths = [join(folder, 'src/**/*.js')]
  const id = await bench.start(specOf('api', 'exec sleep 1000', watching(folder, { paths })))
  await touchUntil(join(folder, 'src/a.js'), () => startsOf(bench, id) > 1)
  writeFileSync(join(folder, 'src/readme.md'), 'x')
  const reasons = (): string => bench.events.map(({ message }) => message).join('\n')
  await touchUntil(join(folder, 'src/b.js'), () => reasons().includes('b.js'))
  expect(reasons()).not.toContain('readme')
})
