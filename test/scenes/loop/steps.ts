import { randomBytes } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Client } from '../../../src/client/client.ts'
import { type ExportFormat, exportRun } from '../../../src/client/export/export.ts'
import { createMatcher } from '../../../src/client/match.ts'
import { createSearch } from '../../../src/client/search.ts'
import { bringUp } from '../../../src/client/up.ts'
import type { RunId, WorkerId } from '../../../src/core/id.ts'
import type { RunRecord } from '../../../src/core/record.ts'
import type { WorkerSpec } from '../../../src/core/spec.ts'
import { writeBundle } from '../../../src/log/export/bundle-write.ts'
import { readStretches } from '../../../src/log/export/pages.ts'
import { specOf } from '../../daemon/specs.ts'
import { until } from '../../until.ts'
import { markName } from '../processes.ts'
import type { Served } from '../served.ts'

/** Something that is much for a daemon and its keeper; it can be done again and again. */
export type Step = () => Promise<void>

/** What is much for them, in an order in which the one makes what the next ones need. */
export async function openSteps({ scene, connect }: Served): Promise<Readonly<Record<string, Step>>> {
  const client = await connect()
  // As much as a person's environment is.
  const variables = Array.from({ length: 60 }, (_, at) => [`VARIABLE_${at}`, 'x'.repeat(50)])
  const mark = { PATH: process.env['PATH'] ?? '', [markName]: scene.env[markName] ?? '' }
  const env = { ...Object.fromEntries(variables), ...mark }
  const specs = (count: number, change: Partial<WorkerSpec>): readonly WorkerSpec[] =>
    Array.from({ length: count }, (_, at) => specOf(`w${at}`, 'exec sleep 1000', { env, ...change }))

  async function flood(name: string, tty: boolean): Promise<void> {
    const { run } = await client.ask('add', { spec: specOf(name, prints, { env, tty }), taken: 'reuse', start: true })
    if (!run) throw new Error(`${name} has no run`)
    await watch(client, run, tty)
  }

  const take = async (name: string, format: ExportFormat): Promise<void> =>
    readAll(exportRun(client, { run: await findRun(client, name), format, nowMs: 0 }))

  return {
    'a flood through a terminal, with a viewer': () => flood('terminal', true),
    'a flood through a pipe, with a reader': () => flood('pipe', false),
    'the text of a terminal': () => take('terminal', 'txt'),
    'the page of a pipe': () => take('pipe', 'html'),
    'a search in what both have printed': async () => {
      const search = createSearch(client, createMatcher({ source: 'bold.* 599[0-9]{2}' }))
      for (const name of ['terminal', 'pipe']) await readAll(search((await findRun(client, name)).id, undefined))
    },
    'a bundle that is taken in': async () => {
      const file = join(scene.folder, 'bundle')
      await writeCopy(client, await findRun(client, 'pipe'), file)
      await client.ask('import-run', { file, env })
    },
    'a hundred workers that come up and go': async () => {
      await bringUp(client, { specs: specs(workers, {}), start: 'auto' })
      await until(async () => (await countRunning(client)) === workers, { what: 'all to run', everyMs: 200 })
      await client.ask('stop', { workers: await idsOf(client, 'active') })
    },
    'a catalogue of a thousand': async () => {
      await bringUp(client, { specs: specs(1_000, { start: 'manual' }), start: 'auto' })
      await client.ask('subscribe', {})
      await client.ask('list', { all: true, usage: true })
    },
    'events of much data': async () => {
      const worker = (await idsOf(client, 'ended')).at(-1)
      for (let at = 0; at < 40 && worker; at += 1)
        await client.ask('update', { worker, spec: specOf('w59', `: ${at} ${'x'.repeat(100_000)}`, { env }) })
      const { revision } = await client.ask('subscribe', {})
      await client.ask('events', { after: Math.max(0, revision - 256), limit: 256 })
    },
  }
}

/** Each is a process. */
const workers = 100

const prints = `perl -e 'printf "a line that a program prints, \\033[32mgreen\\033[0m and \\033[1mbold\\033[0m %d\\n", $_ for 1..60000'`

/** Reads along from a run's beginning to its end, as a pane does. */
async function watch(client: Client, run: RunId, tty: boolean): Promise<void> {
  if (tty) return view(client, run)
  const end = new AbortController()
  const reading = readAll(client.follow(run, { from: 0, isComplete: () => false, signal: end.signal }))
  await until(() => hasEnded(client, run), { what: `${run} to end`, everyMs: 50 })
  end.abort()
  await reading
}

async function view(client: Client, run: RunId): Promise<void> {
  const viewing = await client.view(run, { readOnly: true, size: { columns: 80, rows: 24 } })
  await readAll(viewing.output)
  viewing.close()
  await until(() => hasEnded(client, run), { what: `${run} to end`, everyMs: 50 })
}

async function hasEnded(client: Client, run: RunId): Promise<boolean> {
  const found = await client.ask('run-record', { run })
  return found.run.state.status === 'ended'
}

async function readAll(pieces: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of pieces);
}

/** A bundle of a run under another id: only what is not there yet is taken in. */
async function writeCopy(client: Client, run: RunRecord, file: string): Promise<void> {
  const { workers } = await client.ask('subscribe', {})
  const spec = workers.find(({ id }) => id === run.worker)?.spec
  const worker = { ...specOf('pipe', 'true'), ...spec, env: {}, declaredEnv: {} }
  const output = client.output(run.id)
  const { end } = await output.bounds()
  const id = `run_${randomBytes(16).toString('hex')}` as const
  const nothing = { entries: listOf([]), events: listOf([]) }
  const contents = {
    exportedAtMs: 0,
    end,
    run: { ...run, id },
    worker,
    ...nothing,
    stretches: readStretches(output, end),
  }
  await writeFile(file, writeBundle(contents))
}

async function* listOf<Item>(items: readonly Item[]): AsyncGenerator<Item> {
  yield* items
}

async function findRun(client: Client, name: string): Promise<RunRecord> {
  const { workers } = await client.ask('list', { words: [name], all: true })
  const [listed] = workers
  if (!listed?.run) throw new Error(`${name} has not run`)
  return (await client.ask('run-record', { run: listed.run.id })).run
}

async function countRunning(client: Client): Promise<number> {
  const { runs } = await client.ask('subscribe', {})
  return runs.filter(({ state }) => state.status === 'running').length
}

async function idsOf(client: Client, status: 'active' | 'ended'): Promise<readonly WorkerId[]> {
  const { workers } = await client.ask('subscribe', {})
  return workers.filter(({ state }) => state.status === status).map(({ id }) => id)
}
