import { expect, test } from 'vitest'
import type { Client } from '../../src/client/client.ts'
import { openSteps, type Step } from './loop/steps.ts'
import { openTurns, type Turns } from './loop/turns.ts'
import { beginServed } from './served.ts'

/**
 * A turn may take 10 ms. Twice that is no noise: a collection of garbage and cold caches count in the processor's time of a
 * thread too, on a busy virtual machine some ms of it. The keeper also forks, which copies the tables of all its memory and
 * takes such a machine 10 ms by itself.
 */
const mostMs: Longest = { daemon: 20, keeper: 30 }

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
  return daemon > mostMs.daemon || keeper > mostMs.keeper
}
