import type { RunId } from '../core/id.ts'
import type { Usage } from '../core/usage.ts'
import type { Census, Pass } from './census.ts'
import { Meter } from './meter.ts'
import { visitInSlices } from './slices.ts'

/** What runs use, sampled at every pass over the processes, whoever asked for it. */
export class Meters {
  readonly #census: Census
  readonly #meters = new Map<RunId, Meter>()

  constructor(census: Census) {
    this.#census = census
    census.onPass(pass => this.#sample(pass))
  }

  /** One pass for all the runs asked for. A run of which nothing lives, or that is not watched, is left out. */
  async usage(runs: readonly RunId[]): Promise<ReadonlyMap<RunId, Usage>> {
    await this.#census.pass()
    const all = runs.map(run => [run, this.#meters.get(run)?.usage] as const)
    return new Map(all.flatMap(([run, usage]) => (usage && usage.processes > 0 ? [[run, usage]] : [])))
  }

  /** What was sampled last, without a new pass; for a run that has ended: what it came to. */
  last(run: RunId): Usage | undefined {
    return this.#meters.get(run)?.usage
  }

  forget(run: RunId): void {
    this.#meters.delete(run)
  }

  #sample({ timeMs, found }: Pass): Promise<void> {
    return visitInSlices(found, ([run, { members }]) => {
      const meter = this.#meters.get(run) ?? new Meter()
      this.#meters.set(run, meter)
      meter.sample(timeMs, members)
    })
  }
}
