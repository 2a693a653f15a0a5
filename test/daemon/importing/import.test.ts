import { readFileSync } from 'node:fs'
import { gunzipSync, gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { RunId } from '../../../src/core/id.ts'
import { wordOfRun } from '../../../src/core/record.ts'
import { linesOf, seal } from '../../log/export/bundles.ts'
import { tmpDir } from '../../tmp.ts'
import { type Bench, openBench } from '../runtime.ts'
import { specOf } from '../specs.ts'
import { exportFile, fileOf, importFile, outputOf, runFolders, transcriptOf } from './bundles.ts'

/** A run with both streams, something typed and a resize, that has ended with 3. */
async function liveThrough(bench: Bench): Promise<RunId> {
  const line = 'echo é; echo err >&2; read x; printf "\\377\\000got $x"; exit 3'
  const worker = await bench.start(specOf('api', line))
  await bench.untilShows(worker, 'é')
  await bench.client.ask('send', { worker, typed: { kind: 'text', text: 'hi', enter: true } })
  await bench.untilIs(worker, 'failed')
  return bench.runOf(worker).id
}

describe('a run that was imported', () => {
  it('has the same output, times, streams and transcript as where it was', async () => {
    const [there, here] = [await openBench(), await openBench()]
    const id = await liveThrough(there)
    const imported = await importFile(here, await exportFile(there, id))
    expect(imported).toMatchObject({ worker: 'api', isNewWorker: true, run: { id } })
    expect(await outputOf(here, id)).toEqual(await outputOf(there, id))
    expect(await transcriptOf(here, id)).toEqual(await transcriptOf(there, id))
    const [run] = (await here.client.ask('runs', { limit: 1 })).runs
    const [before] = (await there.client.ask('runs', { limit: 1 })).runs
    const { importedAtMs, worker } = imported.run
    expect(run).toEqual({ ...before, worker, importedAtMs, previous: undefined })
    expect(run && wordOfRun(run)).toBe('failed')
  })

  it('is the last run of a new worker that is idle and can be started', async () => {
    const [there, here] = [await openBench(), await openBench()]
    const id = await liveThrough(there)
    const { run } = await importFile(here, await exportFile(there, id))
    expect(here.worker(run.worker)).toMatchObject({ run: id, wanted: 'down', state: { status: 'idle' } })
    expect(here.worker(run.worker).spec).toMatchObject({ name: 'api', start: 'manual', env: { PATH: '/usr/bin:/bin' } })
    await here.client.ask('start', { workers: [run.worker] })
    await here.untilShows(run.worker, 'é')
    expect(here.runOf(run.worker).id).not.toBe(id)
  })

  it('leaves a worker of its name the run that goes on', async () => {
    const [there, here] = [await openBench(), await openBench()]
    const id = await liveThrough(there)
    const worker = await here.start(specOf('api', 'exec sleep 600'))
    await here.untilIs(worker, 'running')
    const own = here.runOf(worker).id
    const { run, isNewWorker } = await importFile(here, await exportFile(there, id))
    expect({ isNewWorker, worker: run.worker }).toEqual({ isNewWorker: false, worker })
    expect(here.runOf(worker).id).toBe(own)
    const { runs } = await here.client.ask('runs', { worker, limit: 10 })
    expect(runs.map(one => one.id).sort()).toEqual([id, own].sort())
    const [stopped] = (await here.client.ask('stop', { workers: [worker] })).stopped
    expect(stopped).toMatchObject({ run: own, outcome: { kind: 'stopped' } })
  })

  it('is lost, with the time and the reason, when it went on as it was exported', async () => {
    const [there, here] = [await openBench(), await openBench()]
    const worker = await there.start(specOf('server', 'echo up; exec sleep 600'))
    await there.untilShows(worker, 'up')
    await there.untilIs(worker, 'running')
    const { id } = there.runOf(worker)
    const { run } = await importFile(here, await exportFile(there, id))
    const reason = expect.stringMatching(/^it was running when it was exported at \d{4}-/)
    const outcome = { kind: 'lost', reason }
    expect(run).toMatchObject({ state: { status: 'ended', outcome }, endedAtMs: expect.any(Number) })
    expect((await transcriptOf(here, id)).at(-1)).toMatchObject({ kind: 'state', status: 'ended', outcome })
    expect(await outputOf(here, id)).toEqual(await outputOf(there, id))
  })

  it('is there after a restart, also when the other one was of another age', async () => {
    const there = await openBench()
    const id = await liveThrough(there)
    const file = await exportFile(there, id)
    const old = { ...JSON.parse(linesOf(readFileSync(file))[0] ?? '') }
    old.run = { ...old.run, queuedAtMs: 1_000, startedAtMs: 1_000, endedAtMs: 2_000 }
    const home = { stateHome: tmpDir(), folder: tmpDir() }
    const first = await openBench(home)
    await importFile(first, fileOf(seal([JSON.stringify(old), ...linesOf(readFileSync(file)).slice(1)])))
    const before = await transcriptOf(first, id)
    await first.close()
    const again = await openBench(home)
    expect((await again.client.ask('runs', { limit: 10 })).runs).toMatchObject([{ id, endedAtMs: 2_000 }])
    expect(await transcriptOf(again, id)).toEqual(before)
    expect(await outputOf(again, id)).toEqual(await outputOf(there, id))
  })

  it('was told as it came, and that it has ended', async () => {
    const [there, here] = [await openBench(), await openBench()]
    const id = await liveThrough(there)
    await importFile(here, await exportFile(there, id))
    const told = here.events.filter(({ run }) => run === id)
    expect(told[0]).toMatchObject({ kind: 'run.added', actor: 'user' })
    expect(told.at(-1)).toMatchObject({ kind: 'run.ended' })
    const all = (await here.client.ask('events', { after: 0, limit: 256 })).events
    expect(all.map(event => event.id)).toEqual(all.map((_, n) => n + 1))
  })
})

describe('an import is refused', () => {
  it('when the run is there already, and says what to do', async () => {
    const bench = await openBench()
    const id = await liveThrough(bench)
    const file = await exportFile(bench, id)
    await expect(importFile(bench, file)).rejects.toMatchObject({
      code: 'name-taken',
      hint: expect.stringContaining(id),
    })
    expect(await transcriptOf(bench, id)).not.toEqual([])
  })

  it('when it is asked for twice at once: one is done', async () => {
    const [there, here] = [await openBench(), await openBench()]
    const file = await exportFile(there, await liveThrough(there))
    const both = await Promise.allSettled([importFile(here, file), importFile(here, file)])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect((await here.client.ask('runs', { limit: 10 })).runs).toHaveLength(1)
  })

  it('when there is no such file, or it is none', async () => {
    const bench = await openBench()
    for (const file of ['/nowhere/run.skep', '/tmp', '/dev/zero'])
      await expect(importFile(bench, file)).rejects.toMatchObject({
        code: 'usage',
        message: expect.stringContaining(file),
      })
  })

  it('wherever the file breaks off, and leaves nothing behind', async () => {
    const [there, here] = [await openBench(), await openBench()]
    const whole = readFileSync(await exportFile(there, await liveThrough(there)))
    const { id } = here.events.at(-1) ?? { id: 0 }
    for (let length = 0; length < whole.length; length += Math.ceil(whole.length / 40)) {
      const cut = importFile(here, fileOf(whole.subarray(0, length)))
      await expect(cut).rejects.toMatchObject({ name: 'Fault', code: 'refused' })
    }
    expect(runFolders(here)).toEqual([])
    expect(here.events.at(-1)?.id ?? 0).toBe(id)
  })

  it('when what it says of its run or worker is not what it should be, and nothing else ever happens', async () => {
    const [there, here] = [await openBench(), await openBench()]
    const id = await liveThrough(there)
    const lines = linesOf(readFileSync(await exportFile(there, id)))
    let tries = 0
    const anyPlace = fc.record({
      line: fc.nat(lines.length - 1),
      key: fc.nat(100),
      value: fc.jsonValue({ maxDepth: 1 }),
    })
    await fc.assert(
      fc.asyncProperty(anyPlace, async ({ line, key, value }) => {
        const changed = lines.map((text, n) => (n === line ? spoil(text, key, value) : text))
        // Another id each time: one that is well may go in.
        tries += 1
        const other = id.replace(/.{8}$/, tries.toString(16).padStart(8, '0'))
        const file = fileOf(seal(changed.map(text => text.replaceAll(id, other))))
        const problem = await importFile(here, file).then(
          () => undefined,
          reason => reason,
        )
        if (problem) expect(problem).toMatchObject({ name: 'Fault' })
      }),
      { numRuns: 150 },
    )
    expect(runFolders(here).filter(name => name.startsWith('importing'))).toEqual([])
  })
})

it('a bundle is text for who unpacks it', async () => {
  const bench = await openBench()
  const file = readFileSync(await exportFile(bench, await liveThrough(bench)))
  const text = gunzipSync(file).toString()
  expect(text.split('\n')[0]).toMatch(/^\{"format":"skep-run","version":1,/)
  expect(text).not.toContain(process.env['PATH'])
  const other = await openBench()
  await importFile(other, fileOf(gzipSync(text, { level: 1 })))
})

/** Puts another value in the place of one of a line's. */
function spoil(text: string, key: number, value: unknown): string {
  const places: (readonly [Record<string, unknown>, string])[] = []
  const root: Record<string, unknown> = JSON.parse(text)
  const visit = (record: Record<string, unknown>): void => {
    for (const [name, inner] of Object.entries(record)) {
      places.push([record, name])
      if (typeof inner === 'object' && inner !== null) visit(inner as Record<string, unknown>)
    }
  }
  visit(root)
  const [record, name] = places[key % places.length] ?? [root, 'none']
  record[name] = value
  return JSON.stringify(root)
}
