import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SkepEvent } from '../../src/core/event.ts'
import type { RunHandle } from '../../src/library/run-handle.ts'
import type { SkepRuntime } from '../../src/library/runtime.ts'
import { until } from '../until.ts'
import { groundNames, openGround } from './grounds.ts'

describe.each(groundNames)('a runtime of the library %s', name => {
  let runtime: SkepRuntime
  let close: () => Promise<void>

  beforeAll(async () => {
    const ground = await openGround(name)
    runtime = ground.runtime
    close = ground.close
  })
  afterAll(() => close())

  it('has one worker of a name run as it is asked for, and leaves one that runs otherwise as it is', async () => {
    const options = { name: 'ensured', command: ['sleep', '1000'] } as const
    const all = await Promise.all([runtime.ensure(options), runtime.ensure(options), runtime.ensure(options)])
    expect(all.filter(({ changed }) => changed)).toHaveLength(1)
    const other = runtime.ensure({ ...options, env: { PORT: '1' } })
    await expect(other).rejects.toMatchObject({ code: 'already-running', data: { differs: [{ of: 'env PORT' }] } })
    const [first] = all
    if (first) await runtime.destroy(first.ref)
  })

  describe('a run', () => {
    it('answers its result when it has ended, with what it wrote as one value', async () => {
      const result = await runtime.execute({ command: `echo '{"a":1}'; echo oops >&2`, mode: 'shell' })
      expect(result).toMatchObject({
        status: 'completed',
        exitCode: 0,
        output: { a: 1, stderr: 'oops\n' },
        cutBytes: 0,
      })
      expect(result.error).toBeUndefined()
    })

    it('that failed says how, with the end of its stderr', async () => {
      const result = await runtime.execute({ command: 'echo why >&2; exit 3', mode: 'shell' })
      expect(result).toMatchObject({ status: 'failed', outcome: { kind: 'exited', code: 3 }, exitCode: 3 })
      expect(result.error).toEqual({ message: 'exit 3', stderr: 'why\n', cutBytes: 0 })
    })

    it('with a long stderr has its last 8 KiB in the error, between characters, and says what was cut', async () => {
      const { error } = await runtime.execute({
        command: [process.execPath, '-e', 'process.stderr.write("x" + "é".repeat(5000), () => process.exit(1))'],
      })
      expect(error).toEqual({ message: 'exit 1', stderr: 'é'.repeat(4096), cutBytes: 10_001 - 8192 })
    })

    it('whose program is not there is failed, and nothing is thrown', async () => {
      const result = await runtime.execute({ command: ['no-such-program'] })
      expect(result).toMatchObject({
        status: 'failed',
        outcome: { kind: 'spawn-failed', errno: 'ENOENT' },
        exitCode: 127,
      })
    })

    it('reads an empty input when it is made for one run', async () => {
      const { output } = await runtime.execute({ command: ['wc', '-c'] })
      expect(output).toBe(0)
    })

    it('has one result for any number who wait, before and after its end', async () => {
      const { ref } = await runtime.create({ command: ['cat'] })
      const run = await runtime.executeBackground(ref)
      const waiting = Array.from({ length: 20 }, () => run.wait())
      expect(await run.status()).toMatchObject({ run: run.id, ref, isLive: true })
      await runtime.endInput(ref)
      const results = await Promise.all(waiting)
      expect(new Set(results.map(result => JSON.stringify(result))).size).toBe(1)
      expect(await runtime.wait(run.id)).toEqual(results[0])
    })

    it('stands still in its elapsed time once it has ended', async () => {
      const { run } = await runtime.execute({ command: ['sleep', '0.05'] })
      const { elapsedMs } = await runtime.status(run)
      expect(elapsedMs).toBeGreaterThan(0)
      expect((await runtime.status(run)).elapsedMs).toBe(elapsedMs)
    })

    it('can be cancelled while others wait, which is told at once, and only once', async () => {
      const run = await runtime.executeBackground({ command: ['sleep', '100'] })
      const waiting = run.wait()
      expect(await run.cancel('it is not needed')).toBe(true)
      const result = await waiting
      expect(result).toMatchObject({ status: 'cancelled', outcome: { by: 'api', reason: 'it is not needed' } })
      expect(await run.cancel('again')).toBe(false)
      expect(await run.snapshot()).toMatchObject({ state: { outcome: { reason: 'it is not needed' } } })
    })

    it('is the only one that its handle cancels', async () => {
      const { ref } = await runtime.create({ command: ['cat'] })
      const first = await runtime.executeBackground(ref)
      await runtime.stop(ref)
      const second = await runtime.executeBackground(ref)
      expect(await first.cancel()).toBe(false)
      expect(await second.status()).toMatchObject({ isLive: true, previous: first.id })
      await runtime.stop(ref)
    })

    it('is told from its first event to its last by its handle', async () => {
      const run = await runtime.executeBackground({ command: ['echo', 'hello'] })
      const kinds = (await all(run.events())).map(({ kind }) => kind)
      expect(kinds[0]).toBe('run.added')
      expect(kinds).toContain('run.starting')
      expect(kinds.at(-1)).toBe('run.ended')
    })

    it('that is unknown is not found', async () => {
      const run = `run_${'0'.repeat(32)}` as const
      const asked = [runtime.status(run), runtime.wait(run), runtime.transcript(run), all(runtime.output(run))]
      await expectRefused('not-found', asked)
    })
  })

  describe('output', () => {
    const writing = `echo one; echo two >&2; printf 'th'; exec printf 'ree'`

    it('is read by cursor, from any place, per stream or merged, as often as it is asked for', async () => {
      const { run } = await runtime.execute({ command: writing, mode: 'shell', streams: 'merged' })
      expect(await textOf(runtime, run)).toBe('one\ntwo\nthree')
      expect(await textOf(runtime, run, { from: 4 })).toBe('two\nthree')
      const apart = await runtime.execute({ command: writing, mode: 'shell' })
      expect(await textOf(runtime, apart.run, { stream: 'stderr' })).toBe('two\n')
      expect(await textOf(runtime, apart.run, { stream: 'stdout' })).toBe('one\nthree')
    })

    it('comes line by line, an unfinished last line too, and each says where to read on', async () => {
      const { run } = await runtime.execute({ command: writing, mode: 'shell', streams: 'merged' })
      const lines = await all(runtime.lines(run))
      expect(lines).toMatchObject([
        { text: 'one', offset: 0, end: 4, complete: true },
        { text: 'two', offset: 4, end: 8, complete: true },
        { text: 'three', offset: 8, end: 13, complete: false },
      ])
    })

    it('is followed while it grows, and ends with the run', async () => {
      const { ref } = await runtime.create({ command: ['cat'] })
      const run = await runtime.executeBackground(ref)
      const texts: string[] = []
      await runtime.sendInput(ref, { kind: 'user', content: 'first' })
      for await (const line of run.lines()) {
        if (line.kind !== 'line') continue
        texts.push(line.text)
        if (texts.length === 1) await runtime.sendInput(ref, { kind: 'user', content: 'second' })
        else await runtime.endInput(ref)
      }
      expect(texts).toEqual(['first', 'second'])
    })

    it('ends at a signal while the run goes on', async () => {
      const run = await runtime.executeBackground({ command: 'echo ready; exec sleep 100', mode: 'shell' })
      const stop = new AbortController()
      for await (const line of run.lines({ signal: stop.signal })) if (line.kind === 'line') stop.abort()
      expect((await run.status()).isLive).toBe(true)
      await run.cancel()
      await run.wait()
    })

    it('ends where it is when it is not to be followed', async () => {
      const run = await runtime.executeBackground({ command: 'echo ready; exec sleep 100', mode: 'shell' })
      await firstLine(run)
      expect(await textOf(runtime, run.id, { follow: false })).toBe('ready\n')
      await run.cancel()
      await run.wait()
    })

    it('has no place past its end', async () => {
      const { run } = await runtime.execute({ command: ['true'] })
      await expect(all(runtime.output(run, { from: 1 }))).rejects.toMatchObject({ code: 'invalid-cursor' })
    })
  })

  describe('a worker', () => {
    it('is made, listed, changed at rest, and deleted', async () => {
      const { ref, status } = await runtime.create({ name: 'tidy', command: ['echo', 'a b'], env: { COLOUR: 'red' } })
      expect(status).toBe('idle')
      expect(await runtime.list()).toContainEqual(expect.objectContaining({ ref, name: 'tidy', command: "echo 'a b'" }))
      expect(await runtime.detail(ref)).toMatchObject({ spec: { declaredEnv: { COLOUR: 'red' } }, lastRun: undefined })
      expect(JSON.stringify(await runtime.detail(ref))).not.toContain(process.env['PATH'])
      expect(await runtime.update(ref, { command: ['echo', 'c'] })).toMatchObject({ name: 'tidy', changed: true })
      expect((await runtime.execute(ref)).output).toEqual({ stdout: 'c\n' })
      await runtime.delete(ref)
      await expect(runtime.detail(ref)).rejects.toMatchObject({ code: 'not-found' })
    })

    it('is not changed, deleted or run again while it is active', async () => {
      const { ref } = await runtime.create({ name: 'busy', command: ['cat'] })
      await runtime.start(ref)
      const asked = [runtime.update(ref, { command: ['ls'] }), runtime.delete(ref), runtime.execute(ref)]
      await expectRefused('already-running', asked)
      expect(await runtime.detail(ref)).toMatchObject({ command: 'cat' })
      const { verdict } = await runtime.destroy(ref)
      expect(verdict?.survivors).toEqual([])
      await expect(runtime.start(ref)).rejects.toMatchObject({ code: 'not-found' })
    })

    it('is started, paused, resumed, restarted and killed, each acknowledged', async () => {
      const { ref } = await runtime.create({ command: ['cat'] })
      expect(await runtime.start(ref)).toMatchObject({ ref, changed: true })
      expect(await runtime.start(ref)).toMatchObject({ changed: false })
      expect(await runtime.pause(ref)).toMatchObject({ status: 'paused', changed: true })
      expect(await runtime.pause(ref)).toMatchObject({ status: 'paused', changed: false })
      expect(await runtime.resume(ref)).toMatchObject({ status: 'running' })
      expect(await runtime.restart(ref)).toMatchObject({ status: 'stopping', eventId: expect.any(Number) })
      const killed = await runtime.kill(ref, 'enough')
      expect(killed).toMatchObject({ status: 'stopped', outcome: { kind: 'stopped', by: 'api' } })
    })

    it('waits for what it needs, which is started with it', async () => {
      const db = await runtime.create({
        name: 'db',
        command: 'sleep 0.1; echo open; exec cat',
        mode: 'shell',
        ready: { log: 'open' },
      })
      const api = await runtime.create({ name: 'api', command: ['cat'], needs: ['db'] })
      expect(await runtime.start(api.ref)).toMatchObject({ status: 'waiting', changed: true })
      const isUp = async (): Promise<boolean> => (await runtime.detail(api.ref)).status === 'running'
      await until(isUp, { what: 'the start of api' })
      expect(await runtime.detail(db.ref)).toMatchObject({ status: 'ready' })
    })

    it('that has ended answers a stop and a cancel with what there is, and no event', async () => {
      const { ref } = await runtime.execute({ command: ['true'] })
      const before = await runtime.cursorNow()
      expect(await runtime.stop(ref)).toMatchObject({ status: 'completed', changed: false })
      expect(await runtime.cancel(ref)).toMatchObject({ status: 'completed', changed: false })
      expect(await runtime.cursorNow()).toBe(before)
    })

    it('whose name is taken is refused, unless nobody gave it one', async () => {
      await runtime.create({ name: 'taken', command: ['true'] })
      await expect(runtime.create({ name: 'taken', command: ['true'] })).rejects.toMatchObject({ code: 'name-taken' })
      const names = [await runtime.create({ command: ['/bin/uniq'] }), await runtime.create({ command: ['uniq'] })]
      expect(names.map(one => one.name)).toEqual(['uniq', 'uniq-2'])
    })

    it('of another runtime is refused, also by its cursor', async () => {
      const runtimeId = `rt_${'0'.repeat(32)}` as const
      const { ref } = await runtime.create({ command: ['true'] })
      const other = { ...ref, runtimeId }
      const asked = [
        ...[runtime.detail(other), runtime.start(other), runtime.cancel(other), runtime.execute(other)],
        ...[runtime.sendInput(other, { kind: 'user', content: 'x' }), runtime.transcript(other), runtime.delete(other)],
        ...[runtime.readEvents(`${runtimeId}:0`), runtime.subscribe(`${runtimeId}:0`)],
      ]
      await expectRefused('wrong-runtime', asked)
    })
  })

  describe('an input', () => {
    it('reaches the worker and its transcript, with who said it', async () => {
      const { ref } = await runtime.create({ command: ['cat'] })
      const run = await runtime.executeBackground(ref)
      const sent = [
        await runtime.sendInput(ref, { kind: 'user', content: 'from a person' }),
        await runtime.sendInput(ref, { kind: 'agent', name: 'bob', content: 'from bob' }),
        await runtime.sendInput(ref, { kind: 'system', content: 'from a program' }),
      ]
      await runtime.endInput(ref)
      const { output } = await run.wait()
      expect(output).toEqual({ stdout: 'from a person\nfrom bob\nfrom a program\n' })
      const { items } = await runtime.transcript(ref)
      const said = sent.map(({ transcriptSequence }) => items.find(({ sequence }) => sequence === transcriptSequence))
      expect(said).toMatchObject([
        { kind: 'input', actor: 'user', text: 'from a person\n' },
        { kind: 'input', actor: 'agent:bob', text: 'from bob\n' },
        { kind: 'input', actor: 'api', text: 'from a program\n' },
      ])
    })

    it('that is blank is refused, and so is one to what does not run', async () => {
      const { ref } = await runtime.create({ command: ['cat'] })
      const user = 'user' as const
      await expect(runtime.sendInput(ref, { kind: user, content: ' \n' })).rejects.toMatchObject({ code: 'usage' })
      await expect(runtime.sendInput(ref, { kind: user, content: 'x' })).rejects.toMatchObject({ code: 'not-running' })
    })
  })

  describe('a page', () => {
    it('of a transcript ends where that ends, is empty past it, and is never too large', async () => {
      const { run } = await runtime.execute({ command: ['true'] })
      const whole = await runtime.transcript(run)
      expect(whole.total).toBe(whole.items.length)
      const first = await runtime.transcript(run, { start: 0, limit: 1 })
      expect(first).toEqual({ items: whole.items.slice(0, 1), total: whole.total, next: 1 })
      expect(await runtime.transcript(run, { start: 1_000 })).toMatchObject({ items: [], total: whole.total })
      await expect(runtime.transcript(run, { limit: 257 })).rejects.toMatchObject({ code: 'usage' })
    })

    it('of runs begins with the newest and goes on before the last one', async () => {
      const { ref } = await runtime.create({ command: ['true'] })
      const runs = [await runtime.execute(ref), await runtime.execute(ref), await runtime.execute(ref)]
      const newest = await runtime.runs({ ref, limit: 2 })
      expect(newest.map(({ run }) => run)).toEqual([runs[2]?.run, runs[1]?.run])
      const before = newest.at(-1)?.run ?? runs[0]?.run
      expect(before && (await runtime.runs({ ref, before }))).toMatchObject([{ run: runs[0]?.run }])
    })

    it('of events goes on where the last one ended, and comes to the newest', async () => {
      await runtime.execute({ command: ['true'] })
      const ids: number[] = []
      for (let cursor = runtime.cursorFromStart(), hasMore = true; hasMore; ) {
        const page = await runtime.readEvents(cursor, 7)
        ids.push(...page.events.map(({ id }) => id))
        cursor = page.next
        hasMore = page.hasMore
      }
      expect(ids).toEqual(ids.map((_, index) => index + 1))
      expect(await runtime.cursorNow()).toBe(`${runtime.id}:${ids.length}`)
      await expect(runtime.readEvents(runtime.cursorFromStart(), 257)).rejects.toMatchObject({ code: 'usage' })
    })

    it('after an event that has not come yet is refused, and so is what is no cursor', async () => {
      await expect(runtime.readEvents(`${runtime.id}:999999`)).rejects.toMatchObject({ code: 'invalid-cursor' })
      await expect(runtime.subscribe(`${runtime.id}:999999`)).rejects.toMatchObject({ code: 'invalid-cursor' })
      await expect(runtime.readEvents(`${runtime.id}:1.5`)).rejects.toMatchObject({ code: 'invalid-cursor' })
    })
  })

  describe('a subscriber', () => {
    it('is given the present and every event after it, in order', async () => {
      const { snapshot, told } = await runtime.subscribe()
      const { run } = await runtime.execute({ command: ['true'] })
      const events: SkepEvent[] = []
      for await (const one of told) {
        if (one.kind === 'event') events.push(one.event)
        if (events.at(-1)?.kind === 'run.ended') break
      }
      expect(events.map(({ id }) => id)).toEqual(events.map((_, index) => snapshot.revision + 1 + index))
      expect(events.at(-1)).toMatchObject({ run })
    })

    it('from a cursor is given what happened since as well', async () => {
      const cursor = await runtime.cursorNow()
      const { run } = await runtime.execute({ command: ['true'] })
      const { told } = await runtime.subscribe(cursor)
      for await (const one of told) {
        expect(one).toMatchObject({ kind: 'event', event: { kind: 'worker.added' } })
        break
      }
      expect((await runtime.readEvents(cursor)).events.some(event => event.run === run)).toBe(true)
    })

    it('that falls behind is told so, and where to read on', async () => {
      const { snapshot, told } = await runtime.subscribe(undefined, { mostWaiting: 2 })
      const { run } = await runtime.execute({ command: ['true'] })
      const seen = await all(told)
      expect(seen.map(({ kind }) => kind)).toEqual(['event', 'event', 'lagged'])
      const last = seen.at(-1)
      expect(last).toMatchObject({ cursor: `${runtime.id}:${snapshot.revision + 2}` })
      const { events } = await runtime.readEvents(last?.kind === 'lagged' ? last.cursor : runtime.cursorFromStart())
      expect(events[0]?.id).toBe(snapshot.revision + 3)
      expect(events.some(event => event.kind === 'run.ended' && event.run === run)).toBe(true)
    })

    it('that leaves is told nothing more', async () => {
      const subscription = await runtime.subscribe()
      subscription.close()
      await runtime.execute({ command: ['true'] })
      expect(await all(subscription.told)).toEqual([])
    })
  })

  it('tells what a person should know, as it comes and afterwards', async () => {
    const coming = runtime.watchDiagnostics()[Symbol.asyncIterator]()
    const first = coming.next()
    await runtime.execute({ command: ['no-such-program'] })
    const { value } = await first
    expect(value).toMatchObject({ severity: 'error', code: 'run.spawn-failed' })
    expect(await runtime.diagnostics()).toContainEqual(value)
    expect(await runtime.diagnostics()).toContainEqual(expect.objectContaining({ code: 'run.spawn-failed' }))
    await coming.return?.()
  })

  it('counts its workers by status', async () => {
    const before = await runtime.summary()
    await runtime.execute({ command: ['false'] })
    const { byStatus, workers, backend, limits } = await runtime.summary()
    expect(workers).toBe(before.workers + 1)
    expect(byStatus.failed).toBe((before.byStatus.failed ?? 0) + 1)
    expect(backend.through).toBe(name === 'in this process' ? 'embedded' : 'daemon')
    expect(limits).toEqual({ pageItems: 256 })
  })

  it('once stopped is read and not changed, until it is started again', async () => {
    const { ref } = await runtime.create({ name: 'last', command: ['cat'] })
    const run = await runtime.executeBackground(ref)
    const { told } = await runtime.subscribe()
    const waiting = run.wait()
    const stopped = await runtime.stopRuntime('the end')
    expect(stopped.stopped).toContainEqual(expect.objectContaining({ ref, status: 'stopped' }))
    expect(await waiting).toMatchObject({ status: 'stopped', outcome: { reason: 'the end' } })
    const kinds = (await all(told)).map(one => (one.kind === 'event' ? one.event.kind : one.kind))
    expect(kinds.at(-1)).toBe('runtime.stopped')
    expect(kinds).toContain('run.ended')
    expect(await runtime.stopRuntime()).toEqual({ ...stopped, changed: false, stopped: [] })

    expect((await runtime.status(run.id)).status).toBe('stopped')
    expect((await runtime.transcript(ref)).total).toBeGreaterThan(0)
    const { events } = await runtime.readEvents(`${runtime.id}:${stopped.eventId - 1}`)
    expect(events[0]?.kind).toBe('runtime.stopped')
    const asked = [runtime.start(ref), runtime.create({ command: ['true'] }), runtime.delete(ref), run.cancel()]
    await expectRefused('runtime-stopped', asked)

    expect(await runtime.startRuntime()).toMatchObject({ status: 'running', changed: true })
    expect(await runtime.startRuntime()).toMatchObject({ changed: false })
    expect((await runtime.execute({ command: ['echo', 'again'] })).output).toEqual({ stdout: 'again\n' })
  })
})

async function expectRefused(code: string, asked: readonly Promise<unknown>[]): Promise<void> {
  const refused = asked.map(one => expect(one).rejects.toMatchObject({ code }))
  await Promise.all(refused)
}

async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const found: Item[] = []
  for await (const item of items) found.push(item)
  return found
}

async function textOf(runtime: SkepRuntime, ...asked: Parameters<SkepRuntime['output']>): Promise<string> {
  const pieces = await all(runtime.output(...asked))
  return Buffer.concat(pieces.flatMap(piece => (piece.kind === 'bytes' ? [piece.bytes] : []))).toString()
}

async function firstLine(run: RunHandle): Promise<string> {
  for await (const line of run.lines()) if (line.kind === 'line') return line.text
  throw new Error('there was no line')
}
