import type { Client } from '../../../src/client/client.ts'
import type { WaitAnswer } from '../../../src/client/wait/answer.ts'
import { parseCondition } from '../../../src/client/wait/condition.ts'
import type { WaitOrder } from '../../../src/client/wait/order.ts'
import { wait } from '../../../src/client/wait/wait.ts'
import type { WorkerId } from '../../../src/core/id.ts'

/** Reached only by a failure. */
const ceilingMs = 40_000

export type Waiting = Partial<Omit<WaitOrder, 'conditions'>> & { readonly conditions: readonly string[] }

/** Waits for a worker in a few words. */
export function waitOn(client: Client, worker: WorkerId, waiting: Waiting): Promise<WaitAnswer> {
  return wait(client, toOrder(worker, waiting))
}

/** The order that a few words mean. */
export function toOrder(worker: WorkerId, { conditions, ...change }: Waiting): WaitOrder {
  return {
    targets: [{ kind: 'worker', worker }],
    mode: 'any',
    failOn: [],
    from: { kind: 'start' },
    timeoutMs: ceilingMs,
    ...change,
    conditions: conditions.map(parseCondition),
  }
}

/** What is met, or what there was instead. */
export function metBy(answer: WaitAnswer): string {
  return answer.kind === 'met' ? answer.hits.map(({ condition }) => condition.kind).join(' ') : JSON.stringify(answer)
}
