import { setTimeout as pause } from 'node:timers/promises'
import type { Health } from '../../core/probe.ts'
import type { Answer } from '../../process/probes/answer.ts'
import { ask, type ProbeOrder } from '../../process/probes/probe.ts'

/** Asks again and again whether a run does its work; resolves with the last answer when too many in a row were bad. */
export async function untilUnhealthy(
  health: Health,
  order: Omit<ProbeOrder, 'timeoutMs'>,
  heard: (answer: Answer) => void,
): Promise<Answer | undefined> {
  const { everyMs, timeoutMs, failures } = health
  const { signal } = order
  for (let failed = 0; !signal.aborted; ) {
    const answer = await ask(health, { ...order, timeoutMs })
    if (signal.aborted) return undefined
    heard(answer)
    failed = answer.isWell ? 0 : failed + 1
    if (failed >= failures) return answer
    await pause(everyMs, undefined, { signal }).catch(() => undefined)
  }
  return undefined
}
