import { setTimeout as pause } from 'node:timers/promises'
import type { Pace, Probe } from '../../core/probe.ts'
import type { Answer } from '../../process/probes/answer.ts'
import { ask, type ProbeOrder } from '../../process/probes/probe.ts'

/** Hears what each try came to. */
export type Heard = (answer: Answer, tries: number) => void

/** Asks until the answer is good, or so many tries have failed; whether it became good. False as well when it was given up. */
export async function poll(probe: Probe & Pace, order: Omit<ProbeOrder, 'timeoutMs'>, heard: Heard): Promise<boolean> {
  const { everyMs, timeoutMs, attempts } = probe
  const { signal } = order
  for (let tries = 1; !signal.aborted; tries += 1) {
    const answer = await ask(probe, { ...order, timeoutMs })
    if (signal.aborted) return false
    heard(answer, tries)
    if (answer.isWell) return true
    if (tries >= attempts) return false
    await pause(everyMs, undefined, { signal }).catch(() => undefined)
  }
  return false
}
