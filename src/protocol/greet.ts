import type { Fault } from '../core/fault.ts'
import { helloMethod } from './hello.ts'
import type { Wire } from './wire.ts'

/**
 * How long the first answer may take, in ms. It comes in a few, and in a second or two where the machine swaps: the
 * system takes connections also for a process that stands still, and such a one would be waited for without end.
 */
export const greetingMs = 10_000

/** Says the first word on a wire and resolves with its answer. Who refuses, or is `late`, is let go of: there is nothing else to ask. */
export async function greet(wire: Wire, said: object, late: () => Fault): Promise<unknown> {
  const lateness = Promise.withResolvers<never>()
  const timer = setTimeout(() => lateness.reject(late()), greetingMs)
  try {
    return await Promise.race([wire.ask(helloMethod, said), lateness.promise])
  } catch (problem) {
    wire.close()
    throw problem
  } finally {
    clearTimeout(timer)
  }
}
