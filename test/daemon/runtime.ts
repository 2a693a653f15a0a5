import { onTestFinished } from 'vitest'
import type { Client } from '../../src/client/client.ts'
import { openMirror } from '../../src/client/mirror.ts'
import { openClient } from '../../src/client/open.ts'
import type { SkepEvent } from '../../src/core/event.ts'
import type { RunId, WorkerId } from '../../src/core/id.ts'
import type { Keeper } from '../../src/core/keeper.ts'
import type { RunRecord, WorkerRecord, WorkerWord } from '../../src/core/record.ts'
import { wordOfWorker } from '../../src/core/record.ts'
import type { WorkerSpec } from '../../src/core/spec.ts'
import { openOwnedRuntime } from '../../src/daemon/open.ts'
import type { Places } from '../../src/daemon/places.ts'
import { openKeeper } from '../../src/keeper/keeper.ts'
import type { Connection } from '../../src/protocol/connection.ts'
import { tmpDir } from '../tmp.ts'
import { until } from '../until.ts'

/** A runtime over real processes in a folder that goes with the test, and what a test asks of it. */
export type Bench = {
  readonly client: Client
  readonly events: readonly SkepEvent[]
  worker(id: WorkerId): WorkerRecord
  runOf(id: WorkerId): RunRecord
  /** Adds a worker and starts it. */
  start(spec: WorkerSpec): Promise<WorkerId>
  /** Waits until the worker is shown with this word. */
  untilIs(id: WorkerId, word: WorkerWord): Promise<void>
  /** Everything a run has written so far, as text. */
  outputOf(run: RunId): Promise<string>
  untilShows(id: WorkerId, text: string): Promise<void>
  close(): Promise<void>
  /** Lets go of everything as it is, as a daemon does that another one takes over from; nothing may run. */
  leave(): Promise<void>
}

export type BenchOptions = {
  readonly stateHome?: string
  readonly folder?: string
  /** What the keeper's clock says. */
  readonly now?: () => number
  /** Puts a fault into what the keeper does. */
  readonly spoil?: (keeper: Keeper) => void
  /** What lies between the client and the runtime. */
  readonly between?: (connection: Connection) => Connection
}

const same = (connection: Connection): Connection => connection

export async function openBench(options: BenchOptions = {}): Promise<Bench> {
  const { stateHome = tmpDir(), folder = tmpDir(), now = Date.now, spoil = () => undefined, between = same } = options
  const open = ({ files }: Places): Keeper => {
    keeper = openKeeper({ runsFolder: files.runs, now })
    spoil(keeper)
    return keeper
  }
  let keeper: Keeper | undefined
  const owned = await openOwnedRuntime({ folder, name: 'test', stateHome, openKeeper: open })
  const client = openClient(between(owned.connect('user')))
  const events: SkepEvent[] = []
  const mirror = await openMirror(client, event => events.push(event))
  const { workers, runs } = mirror.picture
  let closing: Promise<void> | undefined

  async function close(): Promise<void> {
    mirror.close()
    await client.close()
    await owned.close()
  }

  async function leave(): Promise<void> {
    mirror.close()
    await client.close()
    await owned.letGo(async () => keeper?.close())
  }

  function worker(id: WorkerId): WorkerRecord {
    const found = workers.get(id)
    if (!found) throw new Error(`no worker ${id}`)
    return found
  }

  function word(id: WorkerId): WorkerWord | undefined {
    const found = workers.get(id)
    const run = found?.run && runs.get(found.run)
    // While a run is draining its outcome is known and its output may not be complete.
    if (run && run.state.status === 'draining') return undefined
    return found && wordOfWorker(found, run)
  }

  async function outputOf(run: RunId): Promise<string> {
    const { chunks } = await client.output(run).read({ from: 0, maxBytes: 1024 * 1024 })
    return Buffer.concat(chunks.map(({ bytes }) => bytes)).toString()
  }

  function runOf(id: WorkerId): RunRecord {
    const run = worker(id).run
    const found = run && runs.get(run)
    if (!found) throw new Error(`${id} has no run`)
    return found
  }

  const bench: Bench = {
    client,
    events,
    worker,
    runOf,
    async start(spec) {
      const { acknowledged } = await client.ask('add', { spec, taken: 'refuse', start: true })
      return acknowledged.ref.workerId
    },
    async untilIs(id, wanted) {
      await until(() => word(id) === wanted, { what: `${wanted}`, show: () => String(word(id)) })
    },
    outputOf,
    async untilShows(id, text) {
      const shown = async (): Promise<string> => outputOf(runOf(id).id)
      let last = ''
      const isThere = async (): Promise<boolean> => {
        last = await shown()
        return last.includes(text)
      }
      await until(isThere, { what: `the output to hold ${JSON.stringify(text)}`, show: () => last })
    },
    close() {
      closing ??= close()
      return closing
    },
    leave() {
      closing ??= leave()
      return closing
    },
  }
  onTestFinished(bench.close)
  return bench
}
