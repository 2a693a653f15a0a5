import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Client } from '../../src/client/client.ts'
import type { Notice } from '../../src/protocol/notice.ts'
import { specOf } from '../daemon/specs.ts'
import { until } from '../until.ts'
import { type Desk, openDesk } from './desk.ts'
import { begin, type GoingCommand } from './going-desk.ts'

type LogLine = {
  readonly run: string
  readonly worker: string
  readonly stream: string
  readonly time: string
  readonly cursor: string
  readonly text: string
  readonly partial?: true
}

test('all that the last run wrote is shown, its last line too, without what steers a terminal', async () => {
  const desk = await openDesk()
  await ended(desk, 'api', 'echo old')
  await ended(desk, 'api', String.raw`printf '\033[31mred\033[0m \033]52;c;aGk=\007ok\n10%%\r\033[K100%%\ntail'`)
  expect(await desk.skep('logs', 'api')).toEqual({ code: 0, stdout: 'red ok\n100%\ntail\n', stderr: '' })
  const terminal = begin(desk, ['logs', 'api'], { terminal: true })
  expect(await terminal.done).toBe(0)
  expect(terminal.stdout()).toBe('\x1b[31mred\x1b[0m ok\x1b[0m\n100%\ntail\n')
  const all = await desk.skep('logs', 'api', '--runs', 'all')
  expect(all.stdout).toBe('old\nred ok\n100%\ntail\n')
  expect(all.stderr).toMatch(/^skep: api: a new run began: run_[0-9a-f]+\n$/)
})

test('several are merged in the order of time behind their names', async () => {
  const desk = await openDesk()
  await ended(desk, 'one', 'echo 1')
  await ended(desk, 'three', 'echo 3')
  await ended(desk, 'one', 'echo 5')
  const { stdout } = await desk.skep('logs', 'three', 'one', '--runs', 'all')
  expect(stdout).toBe('one   │ 1\nthree │ 3\none   │ 5\n')
  expect((await desk.skep('logs', 't*')).stdout).toBe('three │ 3\n')
})

test('a line says where it is from, and whoever goes on after it gets the rest', async () => {
  const desk = await openDesk()
  await ended(desk, 'api', 'echo a; echo b >&2; echo c; printf d')
  const lines = await linesOf(desk, 'logs', 'api')
  expect(lines.map(({ text }) => text).sort()).toEqual(['a', 'b', 'c', 'd'])
  expect(lines.every(({ worker, time }) => worker === 'api' && /^\d{4}-.*\.\d{3}Z$/.test(time))).toBe(true)
  for (const [at, { cursor }] of lines.entries()) {
    expect(await linesOf(desk, 'logs', 'api', '--after', cursor)).toEqual(lines.slice(at + 1))
    expect(await linesOf(desk, 'logs', '--after', cursor)).toEqual(lines.slice(at + 1))
  }
  const err = await linesOf(desk, 'logs', 'api', '--stream', 'err')
  expect(err.map(({ stream, text }) => [stream, text])).toEqual([['stderr', 'b']])
})

test('a cursor of a run that is not there, past the end, or of another worker is refused', async () => {
  const desk = await openDesk()
  await ended(desk, 'api', 'echo a')
  await ended(desk, 'web', 'echo w')
  const [line] = await linesOf(desk, 'logs', 'api')
  const unknown = await desk.skep('logs', 'api', '--after', `run_${'0'.repeat(32)}:1`, '--json')
  expect([unknown.code, JSON.parse(unknown.stdout).error.code]).toEqual([3, 'not-found'])
  const past = await desk.skep('logs', '--after', `${line?.run}:999`, '--json')
  expect(JSON.parse(past.stdout).error).toMatchObject({ code: 'invalid-cursor' })
  expect((await desk.skep('logs', 'web', '--after', `${line?.run}:0`)).code).toBe(2)
  expect((await desk.skep('logs', 'web', '--after', 'nonsense')).code).toBe(2)
})

test('the last lines, of each and of those that match', async () => {
  const desk = await openDesk()
  await ended(desk, 'api', 'seq 1 30')
  await ended(desk, 'api', 'seq 31 40; printf end')
  expect((await desk.skep('logs', 'api', '-n', '2')).stdout).toBe('40\nend\n')
  expect((await desk.skep('logs', 'api', '-n', '2', '--grep', '1')).stdout).toBe('31\n')
  expect((await desk.skep('logs', 'api', '-n', '2', '--grep', '1', '--runs', 'all')).stdout).toBe('21\n31\n')
  expect((await desk.skep('logs', 'api', '-n', '13', '--runs', 'all')).stdout).toMatch(/^29\n30\n31\n/)
  expect((await desk.skep('logs', 'api', '-n', '0')).stdout).toBe('')
  expect((await desk.skep('logs', 'api', '--since', '1h', '-n', '1')).stdout).toBe('end\n')
})

test('what contradicts itself, what is wrong and what takes for ever is refused', async () => {
  const desk = await openDesk()
  await ended(desk, 'api', `printf '${'a'.repeat(50)}!\\n'`)
  await ended(desk, 'web', 'true')
  for (const argv of [
    [],
    ['api', '--all'],
    ['api', '--raw', '--json'],
    ['api', 'web', '--raw'],
    ['api', '--grep', '('],
  ])
    expect([argv, (await desk.skep('logs', ...argv)).code]).toEqual([argv, 2])
  const { code, stderr } = await desk.skep('logs', 'api', '--grep', '^(a+)+$')
  expect([code, stderr]).toEqual([2, expect.stringContaining('was broken off')])
})

test('raw bytes are as they were', async () => {
  const desk = await openDesk()
  await ended(desk, 'api', String.raw`printf '\033[31mred\r\n\000end'`)
  expect((await desk.skep('logs', 'api', '--raw')).stdout).toBe('\x1b[31mred\r\n\0end')
})

test('a budget is kept, and its next calls show the rest: every line once', async () => {
  const desk = await openDesk()
  await ended(desk, 'api', 'seq 1 40')
  await ended(desk, 'web', 'seq 1 40')
  let argv = ['logs', 'api', 'web', '--max-bytes', '100']
  let whole = ''
  while (argv.length > 0) {
    const { stdout, stderr } = await desk.skep(...argv)
    expect(Buffer.byteLength(stdout)).toBeLessThanOrEqual(100)
    whole += stdout
    argv = / {2}the rest: skep (.*)\n$/.exec(stderr)?.[1]?.split(' ') ?? []
  }
  for (const name of ['api', 'web']) {
    const own = whole.split('\n').filter(line => line.startsWith(name))
    expect(own).toEqual(Array.from({ length: 40 }, (_, at) => `${name} │ ${at + 1}`))
  }
  const raw = await desk.skep('logs', 'api', '--raw', '--max-bytes', '5')
  expect([raw.stdout, raw.stderr]).toEqual(['1\n2\n3', expect.stringMatching(/:5\n$/)])
  const cut = JSON.parse((await desk.skep('logs', 'api', '--json', '--max-bytes', '205')).stdout.split('\n')[0] ?? '')
  expect(cut).toMatchObject({ text: '1' })
  expect((await desk.skep('logs', 'api', '--json', '--max-bytes', '20')).code).toBe(2)
})

test('who follows sees what comes, over restarts, and workers that come later; Ctrl-C ends it', async () => {
  const desk = await openDesk()
  const { client } = desk.bench
  const go = join(desk.folder, 'go')
  const api = await desk.bench.start(
    specOf('api-1', `echo up; until [ -e ${go} ]; do sleep 0.02; done; echo on; sleep 100`),
  )
  const going = begin(desk, ['logs', 'api-*', '-f'])
  await going.untilShows('up\n')
  writeFileSync(go, '')
  await going.untilShows('on\n')
  await client.ask('restart', { workers: [api] })
  await going.untilShows('a new run began')
  await until(() => going.stdout().split('on\n').length === 3, {
    what: 'the second run to be followed',
    show: going.stdout,
  })
  await desk.bench.start(specOf('api-2', 'echo later'))
  await going.untilShows('api-2 │ later')
  going.signal('SIGINT')
  expect(await going.done).toBe(130)
  expect(going.lines()).toEqual(['api-1 │ up', 'api-1 │ on', 'api-1 │ up', 'api-1 │ on', 'api-2 │ later'])
})

test('who follows a run alone is done when it has ended, with its unfinished line', async () => {
  const desk = await openDesk()
  const go = join(desk.folder, 'go')
  const id = await desk.bench.start(
    specOf('api', `printf 'na'; until [ -e ${go} ]; do sleep 0.02; done; printf 'me? '`),
  )
  await desk.bench.untilShows(id, 'na')
  const { run } = desk.bench.worker(id)
  const before = await linesOf(desk, 'logs', 'api')
  expect(before.map(({ text, partial }) => [text, partial])).toEqual([['na', true]])
  const going = begin(desk, ['logs', String(run), '-f'])
  writeFileSync(go, '')
  expect([await going.done, going.stdout()]).toEqual([0, 'name? \n'])
  expect((await linesOf(desk, 'logs', '--after', String(before[0]?.cursor))).map(({ text }) => text)).toEqual(['me? '])
})

test('who follows sees all of it, although what was told was missed for a time', async () => {
  const desk = await openDesk()
  const [go, again] = [join(desk.folder, 'go'), join(desk.folder, 'again')]
  const wait = (file: string): string => `until [ -e ${file} ]; do sleep 0.02; done`
  const api = await desk.bench.start(specOf('api', `echo up; ${wait(go)}; printf down; ${wait(again)}`))
  const deaf = openDeaf(desk)
  const run = String(desk.bench.worker(api).run)
  const [worker, alone] = [begin(deaf.desk, ['logs', 'api', '-f']), begin(deaf.desk, ['logs', run, '-f'])]
  await Promise.all([worker.untilShows('up\n'), alone.untilShows('up\n')])
  deaf.miss()
  writeFileSync(go, '')
  writeFileSync(again, '')
  await desk.bench.untilIs(api, 'completed')
  await desk.bench.client.ask('start', { workers: [api] })
  await until(() => desk.bench.events.filter(({ kind }) => kind === 'run.ended').length === 2, {
    what: 'the second end',
  })
  deaf.hearAgain()
  expect([await alone.done, alone.stdout()]).toEqual([0, 'up\ndown\n'])
  await until(() => worker.stdout() === 'up\ndown\nup\ndown\n', { what: 'both runs', show: worker.stdout })
  worker.signal('SIGINT')
  await worker.done
})

/** A desk whose commands miss what is told, until they are told that they have. */
function openDeaf(desk: Desk): { readonly desk: Desk; miss(): void; hearAgain(): void } {
  const { client } = desk.bench
  const listeners = new Set<(notice: Notice) => void>()
  let isDeaf = false
  const listen: Client['listen'] = listener => {
    listeners.add(listener)
    const hush = client.listen(notice => {
      if (!isDeaf) listener(notice)
    })
    return () => {
      listeners.delete(listener)
      hush()
    }
  }
  return {
    desk: { ...desk, bench: { ...desk.bench, client: { ...client, listen } } },
    miss() {
      isDeaf = true
    },
    hearAgain() {
      isDeaf = false
      for (const listener of listeners) listener({ kind: 'lagged' })
    },
  }
}

test('who follows for a reader that has gone ends quietly', async () => {
  const desk = await openDesk()
  await desk.bench.start(specOf('api', 'while :; do echo x; sleep 0.02; done'))
  const going = begin(desk, ['logs', 'api', '-f'])
  await going.untilShows('x\n')
  going.breakPipe()
  expect([await going.done, going.stderr()]).toEqual([141, ''])
})

test('however often a follower is ended and begun again, each line comes once, over restarts too', async () => {
  const desk = await openDesk()
  const line = `printf "o-$n-a" ; printf "e-$n-a" >&2; printf "b\\n"; printf "b\\n" >&2; echo "x-$n"`
  const command = `n=0; while [ $n -lt 60 ]; do n=$((n+1)); ${line}; sleep 0.01; done; printf done`
  const api = await desk.bench.start(specOf('api', command))
  const endings = (): number => desk.bench.events.filter(({ kind }) => kind === 'run.ended').length
  const got: LogLine[] = []
  for (const [round, count] of fc.sample(fc.integer({ min: 1, max: 30 }), 20).entries()) {
    if (round === 5) await desk.bench.client.ask('restart', { workers: [api] })
    const last = got.at(-1)?.cursor
    const going = begin(desk, ['logs', 'api', '-f', '--json', ...(last ? ['--after', last] : [])])
    await until(() => toLines(going).length >= count || endings() > 1, { what: 'more lines', show: going.stdout })
    // Of what it wrote, its reader has seen so much and no more.
    got.push(...toLines(going).slice(0, count))
    going.signal('SIGINT')
    await going.done
  }
  await until(() => endings() > 1, { what: 'the end of the second run' })
  got.push(...(await linesOf(desk, 'logs', 'api', '--after', got.at(-1)?.cursor ?? '')))
  const whole = await linesOf(desk, 'logs', 'api', '--runs', 'all')
  expect(got).toEqual(whole)
  expect(whole.at(-1)?.text).toBe('done')
})

function toLines(going: GoingCommand): LogLine[] {
  return parseLines(going.stdout().slice(0, going.stdout().lastIndexOf('\n') + 1))
}

async function linesOf(desk: Desk, ...argv: readonly string[]): Promise<LogLine[]> {
  return parseLines((await desk.skep(...argv, '--json')).stdout)
}

function parseLines(stdout: string): LogLine[] {
  const all = stdout.split('\n').filter(line => line !== '')
  return all.map(line => JSON.parse(line)).filter(line => 'text' in line)
}

/** Runs a worker of this name to its end. */
async function ended(desk: Desk, name: string, command: string): Promise<void> {
  const { client, untilIs } = desk.bench
  const { workers } = await client.ask('subscribe', {})
  const known = workers.find(({ spec }) => spec.name === name)
  const spec = specOf(name, command)
  if (!known) return untilIs(await desk.bench.start(spec), 'completed')
  const count = desk.bench.events.filter(({ kind }) => kind === 'run.ended').length
  await client.ask('update', { worker: known.id, spec })
  await client.ask('start', { workers: [known.id] })
  await until(() => desk.bench.events.filter(({ kind }) => kind === 'run.ended').length > count, { what: 'the end' })
}
