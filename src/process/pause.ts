import type { RunId } from '../core/id.ts'
import type { Census } from './census.ts'
import { deliver } from './deliver.ts'
import { freeze } from './freeze.ts'
import type { ProcessRow } from './stat.ts'

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
    const frozen = await freeze(root, async () => (await this.#census.find(run)).members)
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
