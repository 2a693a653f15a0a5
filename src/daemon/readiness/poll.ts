import { setTimeout as pause } from 'node:timers/promises'
import type { Probe } from '../../core/probe.ts'
import type { Answer } from '../../process/probes/answer.ts'
import { ask, type ProbeOrder } from '../../process/probes/probe.ts'

export type PollOrder = ProbeOrder & {
  readonly probe: Probe
  readonly everyMs: number
  /** Whether a bad answer counts: a run that is paused cannot answer. */
  readonly counts: () => boolean
}

/**
 * Asks again and again, and gives every answer with how many in a row were bad by then; until it is given up, or whoever reads
 * has heard enough.
 */
export async function* poll({ probe, everyMs, counts, ...order }: PollOrder): AsyncGenerator<Heard> {
  const { signal } = order
  for (let bad = 0; ; ) {
    const answer = await ask(probe, order)
    if (signal.aborted) return
    if (answer.isWell) bad = 0
    else if (counts()) bad += 1
    yield { answer, bad }
    await pause(everyMs, undefined, { signal }).catch(() => undefined)
    if (signal.aborted) return
  }
}

export type Heard = { readonly answer: Answer; readonly bad: number }
