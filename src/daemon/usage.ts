import type { RunId } from '../core/id.ts'
import type { Keeper } from '../core/keeper.ts'
import type { Picture } from '../core/picture.ts'
import { liveProcess } from '../core/run.ts'
import type { Usage } from '../core/usage.ts'
import { tellAll } from '../protocol/tell.ts'

export type UsageList = ReadonlyArray<readonly [RunId, Usage]>

/** Samples what all live runs use, and only while somebody watches. */
export type UsageWatch = {
  watch(listener: (usage: UsageList) => void): () => void
  close(): void
}

/** Often enough for a person to follow, rare enough to cost next to nothing. */
const everyMs = 1_000

export function openUsageWatch(keeper: Pick<Keeper, 'usage'>, picture: Picture): UsageWatch {
  const listeners = new Set<(usage: UsageList) => void>()
  let timer: NodeJS.Timeout | undefined

  async function sample(): Promise<void> {
    const live = [...picture.runs.values()].filter(({ state }) => liveProcess(state)).map(({ id }) => id)
    // When the processes cannot be looked at (no descriptor is left, say) the next sample may find them.
    const usage = live.length > 0 ? await keeper.usage(live).catch(() => undefined) : new Map<RunId, Usage>()
    if (usage) tellAll(listeners, [...usage])
    timer = listeners.size > 0 ? setTimeout(sample, everyMs) : undefined
  }

  return {
    watch(listener) {
      listeners.add(listener)
      if (!timer) timer = setTimeout(sample, 0)
      return () => listeners.delete(listener)
    },
    close() {
      listeners.clear()
      clearTimeout(timer)
    },
  }
}
