import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Client } from '../../src/client/client.ts'
import { connectProject } from '../../src/client/connect.ts'
import { followLines } from '../../src/client/lines.ts'
import type { RunId, WorkerId } from '../../src/core/id.ts'
import { runFolder } from '../../src/core/paths.ts'
import { liveProcess } from '../../src/core/run.ts'
import { specOf } from '../daemon/specs.ts'
import { until } from '../until.ts'
import { beginServed, isThere, killAndWait, type Served } from './served.ts'

/** About a thousand numbered lines a second, for ever. */
const printer = `exec perl -e '$|=1; while (1) { print ++$i, "\\n" for 1..20; select undef, undef, undef, 0.02 }'`

const kills = 20

test('whatever happens to the daemon, readers miss no line and read none twice, and what runs goes on', async () => {
  const served = await beginServed()
  const printers = await addAll(served, 5, at => specOf(`printer-${at}`, printer))
  const terminals = await addAll(served, 9, at => specOf(`terminal-${at}`, 'exec cat', { tty: true }))
  const sleepers = await addAll(served, 15, at => specOf(`sleeper-${at}`, 'exec sleep 1000'))
  const python = await served.add(specOf('python', 'exec python3 -q', { tty: true }))
  await until(async () => (await served.outputOf(python.run)).includes('>>>'), { what: 'python to be there' })
  await send(served, python.worker, { text: 'kept = 6 * 7', enter: true })
  const before = await pidsOf(served)

  const stop = new AbortController()
  const readers = await Promise.all(printers.map(async run => countLines(await served.connect(), run, stop.signal)))
  const daemons = new Set<number>()
  for (let killed = 0; killed < kills; killed += 1) {
    const { pid } = (await served.status()).daemon
    daemons.add(pid)
    const seen = readers.map(reader => reader.count)
    await killAndWait(pid)
    // At another moment of the next daemon's life each time.
    await until(() => readers.every((reader, at) => reader.count > (seen[at] ?? 0) + killed * 3), {
      what: 'the readers to go on',
      show: () => readers.map(({ count }) => count),
    })
  }
  stop.abort()
  await Promise.all(readers.map(({ ended }) => ended))

  expect(daemons.size).toBe(kills)
  expect(readers.map(({ problem }) => problem)).toEqual(printers.map(() => undefined))
  expect(await pidsOf(served)).toEqual(before)
  expect(Object.keys(before)).toHaveLength(printers.length + terminals.length + sleepers.length + 1)
  await send(served, python.worker, { text: 'print("still", kept)', enter: true })
  await until(async () => (await served.outputOf(python.run)).includes('still 42'), { what: 'what python has kept' })
})

test('a worker that ends while there is no daemon has its true end afterwards', async () => {
  const served = await beginServed()
  const exits = await served.add(
    specOf('exits', `trap 'echo bye; exit 7' TERM; echo ready; while :; do sleep 0.1; done`),
  )
  const dies = await served.add(specOf('dies', 'echo ready; exec sleep 1000'))
  for (const { run } of [exits, dies])
    await until(async () => (await served.outputOf(run)).includes('ready'), { what: 'both to be there' })
  const pids = await pidsOf(served)
  await served.killDaemon()
  for (const pid of Object.values(pids)) process.kill(pid, 'SIGTERM')
  await until(() => [exits, dies].every(({ run }) => hasEnded(served, run)), { what: 'both ends to be written down' })
  const endedByMs = Date.now()
  const { runs } = await served.present()
  expect(runs.get(exits.run)?.state).toMatchObject({ status: 'ended', outcome: { kind: 'exited', code: 7 } })
  expect(runs.get(dies.run)?.state).toMatchObject({
    status: 'ended',
    outcome: { kind: 'signalled', signal: 'SIGTERM' },
  })
  for (const { run } of [exits, dies]) expect(runs.get(run)?.endedAtMs).toBeLessThanOrEqual(endedByMs)
  expect(await served.outputOf(exits.run)).toBe('ready\nbye\n')
})

test('what is typed while a daemon goes and another comes is in the transcript once', async () => {
  const served = await beginServed()
  const cat = await served.add(specOf('cat', 'echo ready; exec cat'))
  await until(async () => (await served.outputOf(cat.run)).includes('ready'), { what: 'cat to be there' })
  const client = await served.connect()
  const attachment = await client.attach(cat.run, { source: 'keys', endsInput: false })
  await attachment.write(Buffer.from('first\n'))
  await until(async () => (await served.outputOf(cat.run)).includes('first'), { what: 'the first line' })
  await served.killDaemon()
  await attachment.write(Buffer.from('second\n'))
  await until(async () => (await served.outputOf(cat.run)).includes('second'), { what: 'the second line' })
  await served.killDaemon()
  const { items } = await client.ask('transcript', { run: cat.run, start: 0, limit: 100 })
  expect(items.flatMap(item => (item.kind === 'input' ? [item.text] : []))).toEqual(['first\n', 'second\n'])
  expect(items.map(({ sequence }) => sequence)).toEqual(items.map((_, at) => at + 1))
})

test('a program that has asked its terminal something is answered once, whichever daemon there is', async () => {
  const served = await beginServed()
  // Asks at once, and again for each line; what it is told is shown with the number of its bytes.
  const ask = `printf '\\033[6n'; dd bs=1 count=6 2>/dev/null | wc -c`
  const line = `stty raw -echo; ${ask}; while dd bs=1 count=1 2>/dev/null | grep -q .; do ${ask}; done`
  const asks = await served.add(specOf('asks', line, { tty: true }))
  const untilShown = (shown: RegExp, count: number): Promise<unknown> =>
    until(async () => (await served.outputOf(asks.run)).match(shown)?.length === count, {
      what: `${count} of ${shown}`,
    })
  await untilShown(/\[6n/g, 1)
  await served.killDaemon()
  await served.present()
  // What is typed before the answer has come would be taken for a part of it.
  await untilShown(/6\r?\n/g, 1)
  await send(served, asks.worker, { text: '.', enter: false })
  await untilShown(/6\r?\n/g, 2)
  // A second answer to the first question would have been taken for a line of its own, and asked again.
  const { items } = await (await served.connect()).ask('transcript', { run: asks.run, start: 0, limit: 100 })
  expect(items.filter(({ kind }) => kind === 'input')).toHaveLength(1)
  expect((await served.outputOf(asks.run)).match(/\[6n/g)).toHaveLength(2)
})

test('when the keeper is killed, runs are lost and said so, their output stays, and policies start what they say', async () => {
  const served = await beginServed()
  const restart = { when: 'failure', backoffMs: { first: 1, longest: 1 }, attempts: 3, resetMs: 60_000 } as const
  const plain = await served.add(specOf('plain', 'echo kept; setsid sleep 1000 & exec sleep 1000'))
  const again = await served.add(specOf('again', 'echo begun; exec sleep 1000', { restart }))
  for (const { run, text } of [
    { run: plain.run, text: 'kept' },
    { run: again.run, text: 'begun' },
  ])
    await until(async () => (await served.outputOf(run)).includes(text), { what: text })
  const { keeper } = await served.status()
  const strays = served.scene.living().filter(({ command }) => command.includes('sleep'))
  await killAndWait(keeper.pid)
  await until(async () => (await served.present()).runs.get(plain.run)?.state.status === 'ended', { what: 'the end' })
  const isAgain = async (): Promise<boolean> => {
    const { workers, runs } = await served.present()
    const run = workers.get(again.worker)?.run
    return run !== again.run && run !== undefined && runs.get(run)?.state.status === 'running'
  }
  await until(isAgain, { what: 'the other one to be started again' })
  const { runs } = await served.present()
  expect(runs.get(plain.run)?.state).toMatchObject({ outcome: { kind: 'lost' } })
  expect(await served.outputOf(plain.run)).toBe('kept\n')
  expect((await served.status()).keeper.pid).not.toBe(keeper.pid)
  await until(() => strays.every(({ pid }) => !isThere(pid)), { what: 'what survived to be ended' })
})

test('a newer version takes over from a daemon while everything goes on', async () => {
  const served = await beginServed()
  const old = await served.add(specOf('old', 'echo ready; exec sleep 1000'))
  await until(async () => (await served.outputOf(old.run)).includes('ready'), { what: 'the old one to be there' })
  const before = await pidsOf(served)
  // Its start is under way while the daemon leaves.
  const sleeper = await served.add(specOf('sleeper', 'exec sleep 1000'))
  const newer = await beginNewer(served)
  expect(await pidsOf(served)).toMatchObject(before)
  // A client that is older uses it as it is: both speak the same protocol.
  expect((await served.status()).daemon.version).toBe(newer)
  expect((await served.present()).runs.get(sleeper.run)?.state).toMatchObject({ status: 'running' })
})

async function beginNewer(served: Served): Promise<string> {
  const version = '99.0.0'
  const old = await connectProject(served.door, 'start')
  const { daemon } = await old.ask('status', {})
  await old.ask('leave', {})
  await old.close()
  await until(() => !isThere(daemon.pid), { what: 'the old daemon to be gone' })
  const door = { ...served.door, version, env: { ...served.door.env, SKEP_TEST_VERSION: version } }
  const client = await connectProject(door, 'start')
  const status = await client.ask('status', {})
  await client.close()
  return status.daemon.version
}

async function addAll(
  served: Served,
  count: number,
  toSpec: (at: number) => ReturnType<typeof specOf>,
): Promise<readonly RunId[]> {
  const added = await Promise.all(Array.from({ length: count }, (_, at) => served.add(toSpec(at))))
  return added.map(({ run }) => run)
}

async function pidsOf(served: Served): Promise<Readonly<Record<RunId, number>>> {
  const { runs } = await served.present()
  return Object.fromEntries(
    [...runs.values()].flatMap(({ id, state }) => {
      const process = liveProcess(state)
      return process ? [[id, process.pid]] : []
    }),
  )
}

type Line = { readonly text: string; readonly enter: boolean }

async function send(served: Served, worker: WorkerId, { text, enter }: Line): Promise<void> {
  const client = await served.connect()
  await client.ask('send', { worker, typed: { kind: 'text', text, enter } })
}

type Reader = { readonly count: number; readonly problem: string | undefined; readonly ended: Promise<void> }

/** Reads numbered lines and counts them as long as each follows the one before. */
function countLines(client: Client, run: RunId, signal: AbortSignal): Reader {
  let count = 0
  let problem: string | undefined
  const read = async (): Promise<void> => {
    for await (const { text } of followLines(client, run, { from: 0, isComplete: () => false, signal })) {
      if (Number(text) !== count + 1) problem ??= `${text} came after ${count}`
      count += 1
    }
  }
  const ended = read()
  return {
    get count() {
      return count
    },
    get problem() {
      return problem
    },
    ended,
  }
}

/** Whether the keeper has written down that a run ended. */
function hasEnded({ door }: Served, run: RunId): boolean {
  const journal = join(runFolder(door.place.files.runs, run), 'journal.ndjson')
  return readFileSync(journal, 'utf8').includes('"exited"')
}
