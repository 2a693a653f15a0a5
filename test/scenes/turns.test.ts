import { expect, test } from 'vitest'
import type { Client } from '../../src/client/client.ts'
import { openSteps, type Step } from './loop/steps.ts'
import { openTurns, type Turns } from './loop/turns.ts'
import { beginServed } from './served.ts'

/**
 * A turn may take 10 ms of work. What is measured is three times that before it is a failure: a collection of garbage, cold
 * caches and a fork, which copies the tables of the keeper's memory, count in the processor's time of a thread too, and on
 * a shared virtual machine come to some ms more than once in a scene. Whoever holds the loop up goes far beyond it.
 */
const mostMs = 3 * 10

/** What is the program's doing comes again, and noise seldom does; the first time code is also compiled. */
const tries = 3

test('nothing that is much holds up the loop of the daemon or of the keeper', async () => {
  const turns = openTurns()
  const served = await beginServed(turns.env)
  const client = await served.connect()
  const steps = await openSteps(served)
  const tooLong: Record<string, readonly Longest[]> = {}
  for (const [name, step] of Object.entries(steps)) {
    const took = await measure(step, { turns, client })
    if (took.every(isTooLong)) tooLong[name] = took
  }
  expect(tooLong).toEqual({})
})

type Longest = ReturnType<Turns['longestSince']>

type Measuring = { readonly turns: Turns; readonly client: Client }

/** The longest turns of each try; the last one is good, or there were enough. */
async function measure(step: Step, { turns, client }: Measuring): Promise<readonly Longest[]> {
  const took: Longest[] = []
  do {
    const beganMs = Date.now()
    await step()
    // Both are asked: when they answer, what they did before is written down.
    await client.ask('list', { usage: true })
    took.push(turns.longestSince(beganMs))
  } while (took.length < tries && took.slice(-1).some(isTooLong))
  return took
}

function isTooLong({ daemon, keeper }: Longest): boolean {
  return Math.max(daemon, keeper) > mostMs
}
