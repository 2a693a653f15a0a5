import { setTimeout as pause } from 'node:timers/promises'
import { quietMs } from './quiet.ts'
import { type Met, runningIn, type Sight } from './sight.ts'

/** Waits until the run has written nothing for so long, while it runs. */
export async function untilIdle(sight: Sight, ms: number): Promise<Met> {
  const { client, feed, run, signal } = sight
  const source = client.output(run)
  let quietSinceMs = performance.now() - (await quietBefore(sight))
  let { end } = await source.bounds()
  // The files know what no notice has told yet, and that there was nothing to tell.
  async function look(): Promise<void> {
    const seen = (await source.bounds()).end
    if (seen <= end) return
    end = seen
    quietSinceMs = performance.now()
  }

  const hush = source.grew(() => void look().catch(() => undefined))
  try {
    for (let isFirst = true; ; isFirst = false) {
      if (!runningIn(feed.picture, run)) {
        await feed.until(picture => runningIn(picture, run), signal)
        quietSinceMs = performance.now()
      }
      const leftMs = quietSinceMs + ms - performance.now()
      if (leftMs > 0) await pause(leftMs, undefined, { signal })
      const before = quietSinceMs
      await look()
      if (quietSinceMs === before && leftMs <= 0) return { already: isFirst && sight.wasThere }
    }
  } finally {
    hush()
  }
}

/** How long it was quiet when the wait began. Silence after a place counts from the wait on, unless something came after it. */
async function quietBefore({ client, record, looksBack }: Sight): Promise<number> {
  return looksBack ? quietMs(client.output(record.id), record) : 0
}
