import { setImmediate as nextTurn } from 'node:timers/promises'
import { Fault } from '../core/fault.ts'
import type { RunId } from '../core/id.ts'
import type { Keeper, KeeperFact, KeptRun, Spawned, SpawnOrder, StopOrder } from '../core/keeper.ts'
import { runFolder } from '../core/paths.ts'
import type { ProcessIdentity, Verdict } from '../core/verdict.ts'
import { type LogWriter, openLog } from '../log/append.ts'
import { Census } from '../process/census.ts'
import { listTree } from '../process/list.ts'
import { Pauses } from '../process/pause.ts'
import { listeningSockets } from '../process/ports.ts'
import { parseSignal, signalRun } from '../process/signal.ts'
import { type Stopping, stopTree } from '../process/stop.ts'
import { Meters } from '../process/usage.ts'
import { tellAll } from '../protocol/tell.ts'
import { type ChildRun, startChildRun } from './child-run.ts'
import { readFacts, readRoot } from './facts.ts'
import { openRunJournal, type RunJournal } from './journal.ts'
import { openLanes } from './lanes.ts'

export type KeeperParts = {
  /** The folder of all runs; each gets a folder of its own in it. */
  readonly runsFolder: string
  /** Wall time in ms. */
  readonly now: () => number
}

/** Opens a keeper in this process: what it starts is its own until it is closed. */
export function openKeeper(parts: KeeperParts): Keeper {
  return new LocalKeeper(parts)
}

/** Ended runs whose first spawn can still be asked for, and which can be swept by what was seen of them. */
const endedRunsKept = 256

/** What runs leave behind is looked for together when many end at about the same time. */
const leftWithinMs = 100

/** Each has a dozen small things to do around its fork: of a few, what a turn of the loop meets stays a few ms. */
const startsAtOnce = 4

class LocalKeeper implements Keeper {
  readonly #parts: KeeperParts
  readonly #census = new Census()
  readonly #meters = new Meters(this.#census)
  readonly #pauses = new Pauses(this.#census)
  readonly #listeners = new Set<(fact: KeeperFact) => void>()
  readonly #spawning = new Map<RunId, Promise<Spawned>>()
  readonly #runs = new Map<RunId, ChildRun>()
  readonly #stops = new Map<RunId, Stopping>()
  /** What came of stops that nothing survived; whoever asked may have gone before it was told. */
  readonly #verdicts = new Map<RunId, Verdict>()
  readonly #ended: RunId[] = []
  readonly #starts = openLanes(startsAtOnce)
  #closing: Promise<void> | undefined
  #lastTurn: Promise<void> = Promise.resolve()

  constructor(parts: KeeperParts) {
    this.#parts = parts
    this.onFact(fact => {
      if (fact.kind === 'drained') this.#trim(fact.run)
    })
  }

  async spawn(order: SpawnOrder): Promise<Spawned> {
    const { run } = order
    const known = this.#spawning.get(run)
    if (known) return known
    if (this.#closing) throw new Fault({ code: 'runtime-stopped', message: 'the keeper is closing and starts nothing' })
    const spawning = this.#starts(() => this.#start(order))
    this.#spawning.set(run, spawning)
    // What was never begun may be asked for again; what could not be started has its answer for good.
    spawning.then(
      spawned => spawned.ok || this.#trim(run),
      () => this.#spawning.delete(run),
    )
    return spawning
  }

  async #start(order: SpawnOrder): Promise<Spawned> {
    const { runsFolder, now } = this.#parts
    const files = await openFiles(runFolder(runsFolder, order.run))
    const started = await startChildRun({
      ...{ order, ...files, now },
      tell: fact => tellAll(this.#listeners, fact),
      inTurn: work => this.#inTurn(work),
    })
    if (!started.ok) return { ...started, timeMs: now() }
    const { process, spawnedAtMs } = started.run.kept
    this.#runs.set(order.run, started.run)
    this.#census.watch(order.run, process)
    return { ok: true, process, timeMs: spawnedAtMs }
  }

  /** A fork holds the loop for milliseconds: when a thousand are asked for, no turn of the loop has more than one. */
  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const worked = this.#lastTurn.then(work)
    this.#lastTurn = worked.then(
      () => nextTurn(),
      () => nextTurn(),
    )
    return worked
  }

  // Async, so that of a run that has just ended they are refused and not thrown.
  write: Keeper['write'] = async order => this.#find(order.run).write(order)
  closeInput: Keeper['closeInput'] = async ({ run, actor }) => this.#find(run).closeInput(actor)
  resize: Keeper['resize'] = async ({ run, actor, size }) => this.#find(run).resize(actor, size)

  signal: Keeper['signal'] = async ({ run, actor, signal }) => {
    const name = parseSignal(signal)
    const found = this.#find(run)
    await signalRun(this.#census, run, { signal: name, scope: 'all' })
    return found.note(actor, { kind: 'signalled', signal: name })
  }

  pause: Keeper['pause'] = async ({ run, actor }) => {
    const found = this.#find(run)
    await this.#pauses.pause(run)
    return found.note(actor, { kind: 'paused' })
  }

  resume: Keeper['resume'] = async ({ run, actor }) => {
    const found = this.#find(run)
    await this.#pauses.resume(run)
    return found.note(actor, { kind: 'resumed' })
  }

  async stop(order: StopOrder): Promise<Verdict> {
    const { run } = order
    const known = order.again && this.#verdicts.get(run)
    if (known) return known
    if (!this.#runs.has(run)) await this.#spawning.get(run)?.catch(() => undefined)
    const root = this.#runs.get(run)?.child.process ?? (await readRoot(runFolder(this.#parts.runsFolder, run)))
    const stopping = this.#stops.get(run) ?? this.#beginStop(order, root)
    this.#stops.set(run, stopping)
    try {
      const verdict = await stopping.verdict
      if (this.#runs.has(run) && verdict.survivors.length === 0) this.#verdicts.set(run, verdict)
      return verdict
    } finally {
      if (this.#stops.get(run) === stopping) this.#stops.delete(run)
      if (!this.#runs.has(run)) this.#meters.forget(run)
    }
  }

  #beginStop({ run, policy, spare }: StopOrder, root: ProcessIdentity): Stopping {
    const known = this.#runs.get(run)
    const input = known && !known.kept.isExited ? known.child.input : undefined
    const place = known?.order ?? { cwd: '/', env: {} }
    return stopTree(this.#census, { run, root, policy, spare, place, input })
  }

  hurry({ run }: { run: RunId }): void {
    this.#stops.get(run)?.hurry()
  }

  usage: Keeper['usage'] = runs => this.#meters.usage(runs)

  tree: Keeper['tree'] = async run => {
    const known = this.#runs.get(run)
    if (!known || !this.#census.isWatched(run)) return []
    if (!known.kept.isExited) return listTree(await this.#census.find(run))
    const { found } = await this.#census.pass(leftWithinMs)
    const left = found.get(run)
    // Who left nothing has nobody to remember; a stop that is under way still looks.
    if (left?.members.length === 0 && !this.#stops.has(run)) this.#census.forget(run)
    return left ? listTree(left) : []
  }

  ports: Keeper['ports'] = async runs => {
    const { found } = await this.#census.pass()
    const pids = new Map(runs.map(run => [run, new Set(found.get(run)?.members.map(({ row }) => row.pid))]))
    const sockets = await listeningSockets([...pids.values()].flatMap(own => [...own]))
    const ofRuns = runs.map(run => [run, sockets.filter(({ pid }) => pids.get(run)?.has(pid))] as const)
    return new Map(ofRuns.filter(([, own]) => own.length > 0))
  }

  // What is being started is told of as soon as it is there: nobody must think that there is nothing.
  async runs(): Promise<readonly KeptRun[]> {
    await Promise.allSettled(this.#spawning.values())
    return [...this.#runs.values()].map(({ kept }) => kept)
  }

  facts: Keeper['facts'] = order => readFacts(runFolder(this.#parts.runsFolder, order.run), order)

  onFact(listener: (fact: KeeperFact) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  close(): Promise<void> {
    this.#closing ??= this.#endAll()
    return this.#closing
  }

  async #endAll(): Promise<void> {
    await Promise.allSettled(this.#spawning.values())
    const living = [...this.#runs.values()].filter(({ kept }) => !kept.isDrained)
    await Promise.allSettled(living.map(run => this.#end(run)))
    for (const run of this.#runs.values()) run.child.close()
    this.#census.close()
  }

  async #end(child: ChildRun): Promise<void> {
    const { run } = child.order
    const policy = { action: { kind: 'signals', signals: [] }, graceMs: 0, scope: 'all' } as const
    const stopping = this.stop({ run, policy, spare: [] })
    this.hurry({ run })
    const { survivors } = await stopping
    // Nobody waits for the exit of a process that does not end.
    const survives = survivors.some(({ pid }) => pid === child.child.process.pid)
    await (survives ? child.abandon() : child.drained)
  }

  #find(run: RunId): ChildRun {
    const found = this.#runs.get(run)
    if (found && !found.kept.isExited) return found
    if (found) throw new Fault({ code: 'ended', message: `${run} has ended` })
    throw new Fault({ code: 'not-found', message: `this keeper has no run ${run}` })
  }

  /** Forgets the oldest of the runs that have ended. */
  #trim(run: RunId): void {
    this.#ended.push(run)
    if (this.#ended.length <= endedRunsKept) return
    const oldest = this.#ended.shift()
    if (!oldest) return
    this.#runs.get(oldest)?.child.close()
    this.#runs.delete(oldest)
    this.#verdicts.delete(oldest)
    this.#spawning.delete(oldest)
    this.#census.forget(oldest)
    this.#meters.forget(oldest)
    this.#pauses.forget(oldest)
  }
}

type RunFiles = { readonly log: LogWriter; readonly journal: RunJournal }

async function openFiles(folder: string): Promise<RunFiles> {
  const log = await openLog(folder)
  try {
    return { log, journal: await openRunJournal(folder) }
  } catch (problem) {
    await log.close()
    throw problem
  }
}
