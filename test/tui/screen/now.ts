import type { Diagnostic } from '../../../src/core/diagnostic.ts'
import type { RunId } from '../../../src/core/id.ts'
import type { Size } from '../../../src/core/output.ts'
import type { Usage } from '../../../src/core/usage.ts'
import type { Now } from '../../../src/tui/now.ts'
import { createScreenStore, type ScreenState } from '../../../src/tui/state.ts'
import { type Made, noonMs } from './records.ts'

export type NowOptions = {
  readonly size?: Size
  readonly usage?: ReadonlyArray<readonly [RunId, Usage]>
  readonly diagnostics?: readonly Diagnostic[]
  readonly screen?: Partial<ScreenState>
}

/** A present of made-up workers, at noon. */
export function nowOf(workers: readonly Made[], options: NowOptions = {}): Now {
  const { size = { columns: 120, rows: 40 }, usage = [], diagnostics = [], screen = {} } = options
  const store = createScreenStore({
    size,
    clocks: { nowMs: noonMs, bootedAtMs: undefined },
    theme: 'normal',
    leaveKey: 'C-]',
  })
  return {
    living: {
      ...{ connection: 'live', reason: '', project: 'acme-shop', revision: 1, diagnostics },
      workers: new Map(workers.map(({ worker }) => [worker.id, worker])),
      runs: new Map(workers.flatMap(({ run }) => (run ? [[run.id, run] as const] : []))),
      usage: new Map(usage),
    },
    screen: { ...store.getState(), ...screen },
  }
}

/** What a tree of two processes uses. */
export function using(cpuCores: number, memoryBytes: number): Usage {
  return { cpuCores, memoryBytes, processes: 2, cpuMs: 2_500, peakMemoryBytes: 1.5 * memoryBytes }
}
