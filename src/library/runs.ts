import { readClocks } from '../client/clocks.ts'
import type { RunId, WorkerRef } from '../core/id.ts'
import { longestPage } from '../core/page.ts'
import type { Events } from './events.ts'
import type { Link } from './link.ts'
import { readLines, readOutput } from './output.ts'
import { workerOf } from './ref.ts'
import { untilEnded } from './run-end.ts'
import { type RunHandle, toHandle } from './run-handle.ts'
import { type RunResult, toResult } from './run-result.ts'
import type { SkepRuntime } from './runtime.ts'
import { type Surroundings, singleRunDefaults, toSpec } from './spec.ts'
import { toRunStatus } from './view.ts'
import type { WorkerOptions } from './worker-options.ts'

/** What can be done with the runs of a runtime. */
export type Runs = Pick<SkepRuntime, 'execute' | 'executeBackground' | 'status' | 'wait' | 'runs' | 'output' | 'lines'>

export type RunsParts = { readonly link: Link; readonly events: Events; readonly surroundings: Surroundings }

/** Opens the runs of the runtime behind a link. */
export function openRuns({ link, events, surroundings }: RunsParts): Runs {
  const { runtimeId } = events

  async function refOf(target: WorkerRef | WorkerOptions): Promise<WorkerRef> {
    if ('workerId' in target) return target
    const spec = toSpec(target, surroundings, singleRunDefaults)
    const taken = target.name === undefined ? 'number' : 'refuse'
    return (await link.ask('add', { spec, taken, start: false })).acknowledged.ref
  }

  async function executeBackground(target: WorkerRef | WorkerOptions): Promise<RunHandle> {
    const worker = workerOf(await refOf(target), runtimeId)
    return toHandle(await link.ask('execute', { worker }), { link, events, status, wait })
  }

  const status: Runs['status'] = async run => {
    const { run: record } = await link.ask('run-record', { run })
    return toRunStatus(record, { runtimeId, clocks: readClocks() })
  }

  async function wait(run: RunId): Promise<RunResult> {
    const record = await untilEnded(run, link)
    return toResult({ record, runtimeId }, readOutput(link, { run, options: { follow: false } }))
  }

  return {
    executeBackground,
    execute: async target => (await executeBackground(target)).wait(),
    status,
    wait,
    async runs({ ref, limit = longestPage, before } = {}) {
      const worker = ref && workerOf(ref, runtimeId)
      const { runs } = await link.ask('runs', { limit, ...(worker && { worker }), ...(before && { before }) })
      return runs.map(record => toRunStatus(record, { runtimeId, clocks: readClocks() }))
    },
    output: (run, options = {}) => readOutput(link, { run, options }),
    lines: (run, options = {}) => readLines(link, { run, options }),
  }
}
