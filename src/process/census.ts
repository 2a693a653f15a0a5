import { setImmediate as nextTurn } from 'node:timers/promises'
import { Fault } from '../core/fault.ts'
import type { RunId } from '../core/id.ts'
import type { ProcessIdentity } from '../core/verdict.ts'
import { EarlyLooks } from './early.ts'
import { MarkReader } from './mark.ts'
import { visitInSlices } from './slices.ts'
import { type ProcessTable, readTable } from './table.ts'
import { type Found, type Member, RunTree, type Surroundings } from './tree.ts'

/** What one pass over all processes found for each run that was watched when it began. */
export type Pass = {
  /** When it began, in ms of the monotonic clock. */
  readonly timeMs: number
  readonly found: ReadonlyMap<RunId, Found>
}

type PassListener = (pass: Pass) => Promise<void>

type Waiting = {
  readonly dueMs: number
  readonly resolve: (pass: Pass) => void
  readonly reject: (error: unknown) => void
}

// Passes that nobody waits for take at most a twentieth of a core.
const restFactor = 20
// The ends of the same moment are looked at together.
const togetherMs = 100

/** Knows which processes belong to which run. One pass over the machine's processes serves everybody who asks meanwhile. */
export class Census {
  readonly #trees = new Map<RunId, RunTree>()
  readonly #marks = new MarkReader()
  readonly #listeners: PassListener[] = []
  #waiting: Waiting[] = []
  #isRunning = false
  #timer: NodeJS.Timeout | undefined
  readonly #early = new EarlyLooks<RunId>(() => void this.pass(this.#restMs()).catch(() => undefined))
  #lastEndMs = 0
  #lastCostMs = 0

  /** Watches a run from its start on, and looks at it a few times in its first seconds. */
  watch(run: RunId, root: ProcessIdentity): void {
    this.#trees.set(run, new RunTree(run, root))
    this.#early.plan(run)
  }

  forget(run: RunId): void {
    this.#trees.delete(run)
    this.#early.drop(run)
  }

  /** Told of every pass, whoever asked for it, before they are. */
  onPass(listener: PassListener): void {
    this.#listeners.push(listener)
  }

  /** A pass that begins after this call and within the time. */
  pass(withinMs = 0): Promise<Pass> {
    const { promise, resolve, reject } = Promise.withResolvers<Pass>()
    this.#waiting.push({ dueMs: performance.now() + withinMs, resolve, reject })
    this.#arm()
    return promise
  }

  isWatched(run: RunId): boolean {
    return this.#trees.has(run)
  }

  /** What belongs to a run now; a Fault (`not-running`) when it is not watched. */
  async find(run: RunId): Promise<Found> {
    const { found } = await this.pass()
    return found.get(run) ?? refuse(run)
  }

  /** What an ended run left behind, from a pass that is shared with others; a run that left nothing is forgotten. */
  async findLeft(run: RunId): Promise<readonly Member[]> {
    const { found } = await this.pass(Math.max(togetherMs, this.#restMs()))
    const left = found.get(run)?.members ?? []
    if (left.length === 0) this.forget(run)
    return left
  }

  close(): void {
    clearTimeout(this.#timer)
    this.#early.close()
    this.#trees.clear()
    for (const { reject } of this.#waiting.splice(0)) reject(new Error('the census is closed'))
  }

  #arm(): void {
    if (this.#isRunning || this.#waiting.length === 0) return
    const dueMs = Math.min(...this.#waiting.map(waiting => waiting.dueMs))
    clearTimeout(this.#timer)
    const waitMs = dueMs - performance.now()
    if (waitMs <= 0) void this.#run()
    else this.#timer = setTimeout(() => void this.#run(), waitMs)
  }

  async #run(): Promise<void> {
    const served = this.#waiting.splice(0)
    this.#isRunning = true
    try {
      const pass = await this.#look()
      await tellInTurns(served, pass)
    } catch (error) {
      for (const { reject } of served) reject(error)
    } finally {
      this.#isRunning = false
      this.#arm()
    }
  }

  async #look(): Promise<Pass> {
    const trees = [...this.#trees.values()]
    const startedMs = performance.now()
    const around = await this.#lookAround(trees)
    const found = new Map<RunId, Found>()
    await visitInSlices(trees, tree => void found.set(tree.run, tree.find(around)))
    const pass = { timeMs: startedMs, found }
    this.#lastEndMs = performance.now()
    this.#lastCostMs = this.#lastEndMs - startedMs
    for (const listener of this.#listeners) await listener(pass)
    return pass
  }

  async #lookAround(trees: readonly RunTree[]): Promise<Surroundings> {
    const table = await readTable()
    const oldestTicks = Math.min(...trees.map(({ root }) => root.startTicks))
    const rows = [...table.rows.values()].filter(({ startTicks }) => startTicks >= oldestTicks)
    const marks = await this.#marks.read(rows)
    const byMark = Map.groupBy(
      rows.filter(({ pid }) => marks.get(pid)?.run !== undefined),
      ({ pid }) => marks.get(pid)?.run ?? '',
    )
    return { table, marks, byMark, untouchable: ancestry(table) }
  }

  #restMs(): number {
    return Math.max(0, this.#lastEndMs + this.#lastCostMs * restFactor - performance.now())
  }
}

// When a hundred stops wait for the same pass, what all of them do next would hold the loop.
const toldPerTurn = 4

async function tellInTurns(served: readonly Waiting[], pass: Pass): Promise<void> {
  for (const [index, { resolve }] of served.entries()) {
    resolve(pass)
    if (index % toldPerTurn === toldPerTurn - 1) await nextTurn()
  }
}

function refuse(run: RunId): never {
  throw new Fault({ code: 'not-running', message: `nothing of ${run} is running` })
}

// We, and who started us.
function ancestry({ rows }: ProcessTable): ReadonlySet<number> {
  const pids = new Set([1])
  for (let pid = process.pid; pid > 0 && !pids.has(pid); pid = rows.get(pid)?.parent ?? 0) pids.add(pid)
  return pids
}
