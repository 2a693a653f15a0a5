import type { Client } from '../../client/client.ts'
import { Merger } from '../../client/merge.ts'
import type { OutputCursor } from '../../core/cursor.ts'
import type { RunId, WorkerId } from '../../core/id.ts'
import type { RunRecord, WorkerRecord } from '../../core/record.ts'
import { meansLater } from '../../core/select.ts'
import { type Entry, type LaneParts, WorkerLane } from './lane.ts'
import type { LogsOrder } from './order.ts'
import { nameOf, type Selection, select } from './selection.ts'
import { runsFrom, startsOf } from './starts.ts'
import { goneFault, type Watched, watchRuntime } from './watched.ts'

/** Everyone whose output is shown, those too who come later. */
export type Roster = {
  readonly lanes: () => readonly WorkerLane[]
  /** What they wrote, merged; ends when nothing can follow, or at the signal. */
  batches(signal: AbortSignal): AsyncIterable<readonly Entry[]>
  close(): void
}

/** Finds out whose output an order means, and from where on. */
export async function openRoster(client: Client, order: LogsOrder, read: LaneParts['read']): Promise<Roster> {
  const merger = new Merger<Entry>()
  const follows = order.options.follow === true
  const lanes = new Map<WorkerId | RunId, WorkerLane>()
  const ended = new AbortController()
  const begun = Promise.withResolvers<void>()
  let adding = begun.promise

  const watched: Watched = await watchRuntime(client, {
    grew(run) {
      for (const lane of lanes.values()) if (lane.awaits(run)) merger.wake(lane)
    },
    added: ({ worker }) => follow(worker),
    missed() {
      for (const lane of lanes.values()) merger.wake(lane)
      follow(undefined)
    },
    gone: reason => ended.abort(goneFault(reason)),
  })

  function openLane(id: WorkerId | RunId, label: string, staysOpen: boolean): WorkerLane {
    const { isComplete } = watched
    const lane = new WorkerLane(label, { client, read, isComplete, follows, staysOpen })
    lanes.set(id, lane)
    merger.add(lane)
    return lane
  }

  async function begin({ workers, runs }: Selection): Promise<void> {
    for (const { run, cursor } of runs)
      await fill(openLane(run.id, nameOf(run.worker, watched.picture), false), [run], cursor)
    for (const { id, cursor } of workers) {
      const all = await runsOf(id, cursor?.run.id)
      await fill(openLane(id, nameOf(id, watched.picture), follows), all, cursor?.cursor)
    }
  }

  async function fill(lane: WorkerLane, runs: readonly RunRecord[], cursor: OutputCursor | undefined): Promise<void> {
    lane.know(runs.at(-1))
    for (const start of await startsOf(client, runs, { ...order, cursor })) lane.add(start)
  }

  async function runsOf(id: WorkerId, first: RunId | undefined): Promise<readonly RunRecord[]> {
    if (first !== undefined || order.options.runs === 'all') return runsFrom(client, id, first)
    return (await client.ask('runs', { worker: id, limit: 1 })).runs
  }

  function follow(worker: WorkerId | undefined): void {
    if (follows) adding = adding.then(() => catchUp(worker)).catch(problem => ended.abort(problem))
  }

  /** Adds the runs that have come since: of one worker, or of all when it is not known whose they are. */
  async function catchUp(only: WorkerId | undefined): Promise<void> {
    for (const worker of watched.picture.workers.values()) {
      if (only !== undefined && worker.id !== only) continue
      if (lanes.has(worker.id) || order.words.some(word => meansLater(word, worker))) await addNew(worker)
    }
  }

  async function addNew({ id, spec, run: newest }: WorkerRecord): Promise<void> {
    const lane = lanes.get(id) ?? openLane(id, spec.name, true)
    if (newest === undefined || lane.last === newest) return
    const run = watched.picture.runs.get(newest)
    const isNext = run !== undefined && run.previous === lane.last
    const all = isNext ? [run] : await runsFrom(client, id, lane.last)
    for (const one of all) if (one.id !== lane.last) lane.add({ run: one, from: { offset: 0, back: 0 } })
    merger.wake(lane)
  }

  const selection = await select(client, watched.picture, order)
  await begin(selection)
  begun.resolve()
  follow(undefined)
  return {
    lanes: () => [...lanes.values()],
    async *batches(signal) {
      const open = follows && selection.workers.length + order.words.length > selection.runs.length
      yield* merger.batches({ signal: AbortSignal.any([signal, ended.signal]), open })
      if (ended.signal.aborted && !signal.aborted) throw ended.signal.reason
    },
    close: watched.close,
  }
}
