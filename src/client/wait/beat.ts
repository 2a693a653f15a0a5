import { setTimeout as pause } from 'node:timers/promises'

/** Looks are dear and nothing tells: at most four a second, and one a second when it takes long. */
const firstMs = 250
const longestMs = 1_000
const growth = 1.25

/** Looks at once and then again and again, until a look finds something; how many looks that took. */
export async function beat(look: () => Promise<boolean>, signal: AbortSignal): Promise<number> {
  let pauseMs = firstMs
  for (let looks = 1; ; looks += 1) {
    if (await look()) return looks
    await pause(pauseMs, undefined, { signal })
    pauseMs = Math.min(longestMs, pauseMs * growth)
  }
}
