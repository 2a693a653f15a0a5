import type { SpawnOrder } from '../../core/keeper.ts'
import type { Probe } from '../../core/probe.ts'
import type { Answer } from './answer.ts'
import { askCommand } from './exec.ts'
import { askHttp } from './http.ts'
import { askTcp } from './tcp.ts'

export type ProbeOrder = {
  /** Where a command runs, and with what environment. */
  readonly place: Pick<SpawnOrder, 'cwd' | 'env'>
  readonly timeoutMs: number
  readonly signal: AbortSignal
}

/** Asks once. Whatever goes wrong is an answer. */
export async function ask(probe: Probe, order: ProbeOrder): Promise<Answer> {
  const within = AbortSignal.any([order.signal, AbortSignal.timeout(order.timeoutMs)])
  switch (probe.kind) {
    case 'tcp':
      return askTcp(probe, within)
    case 'http':
      return askHttp(probe, within)
    case 'exec':
      return askCommand(probe, order.place, within)
  }
}
