import { setTimeout as wait } from 'node:timers/promises'
import type { RunId } from '../core/id.ts'
import type { Census } from './census.ts'
import { deliver, findAlive } from './deliver.ts'
import { freeze } from './freeze.ts'
import { sendTo } from './signal.ts'
import type { ProcessRow } from './stat.ts'
import type { Member } from './tree.ts'

/** Pauses and resumes whole runs. */
export class Pauses {
  readonly #census: Census
  readonly #paused = new Map<RunId, readonly ProcessRow[]>()

  constructor(census: Census) {
    this.#census = census
  }

  /** Stops every process of the run; how many there are. What was stopped already stays so after `resume`. */
  async pause(run: RunId): Promise<number> {
    const { root } = await this.#census.find(run)
    const frozen = await freeze(
      async () => (await this.#census.find(run)).members,
      async fresh => {
        await stopByDepth(fresh)
        await sendTo(fresh, root, 'SIGSTOP')
      },
    )
    const ours = frozen.map(({ row }) => row).filter(({ state }) => state !== 'T')
    this.#paused.set(run, [...(this.#paused.get(run) ?? []), ...ours])
    return frozen.length
  }

  /**
   * Lets every process of the run go on that was paused; without a memory of it, all that are stopped. Children first: a
   * shell that wakes before them would see that they are stopped and take the terminal from them.
   */
  async resume(run: RunId): Promise<void> {
    const stopped = (await this.#census.find(run)).members.map(({ row }) => row).filter(({ state }) => state === 'T')
    const paused = this.#paused.get(run) ?? stopped
    this.#paused.delete(run)
    await deliver(paused.toReversed(), 'SIGCONT')
  }

  forget(run: RunId): void {
    this.#paused.delete(run)
  }
}

// Deeper trees are made by programs that run away.
const deepest = 8
const firstLookMs = 1
// A process stops within a moment; who is stuck in the kernel does so when that lets go of it.
const longestWaitMs = 100

// Each is really stopped before its children are: a shell that is still waking up would see that they are.
async function stopByDepth(members: readonly Member[]): Promise<void> {
  const levels = Map.groupBy(members, ({ depth }) => depth)
  for (let depth = 0; depth < deepest; depth += 1) {
    const level = (levels.get(depth) ?? []).map(({ row }) => row)
    if (level.length === 0) continue
    await deliver(level, 'SIGSTOP')
    await waitUntilStopped(level)
  }
}

async function waitUntilStopped(rows: readonly ProcessRow[]): Promise<void> {
  for (let waitMs = firstLookMs; waitMs < longestWaitMs; waitMs *= 2) {
    if ((await findAlive(rows)).every(({ state }) => state === 'T')) return
    await wait(waitMs)
  }
}
