import type { RunId } from '../core/id.ts'
import type { Keeper } from '../core/keeper.ts'
import type { Picture } from '../core/picture.ts'
import { liveProcess } from '../core/run.ts'
import type { Usage } from '../core/usage.ts'
import { tellAll } from '../protocol/tell.ts'

export type UsageList = ReadonlyArray<readonly [RunId, Usage]>

/** Samples what all live runs use, and only while somebody watches or asks. */
export type UsageWatch = {
  watch(listener: (usage: UsageList) => void): () => void
  /** What these runs use: from the last sample when that is fresh and knows them all, else from a new one. */
  measure(runs: readonly RunId[]): Promise<UsageList>
  close(): void
}

/** Often enough for a person to follow, rare enough to cost next to nothing. */
const everyMs = 1_000

type Sample = { readonly atMs: number; readonly usage: ReadonlyMap<RunId, Usage> }

export function openUsageWatch(keeper: Pick<Keeper, 'usage'>, picture: Picture): UsageWatch {
  const listeners = new Set<(usage: UsageList) => void>()
  let timer: NodeJS.Timeout | undefined
  let last: Sample | undefined

  async function sample(): Promise<ReadonlyMap<RunId, Usage> | undefined> {
    const live = [...picture.runs.values()].filter(({ state }) => liveProcess(state)).map(({ id }) => id)
    // When the processes cannot be looked at (no descriptor is left, say) the next sample may find them.
    const usage = live.length > 0 ? await keeper.usage(live).catch(() => undefined) : new Map<RunId, Usage>()
    if (usage) last = { atMs: performance.now(), usage }
    return usage
  }

  async function tell(): Promise<void> {
    const usage = await sample()
    if (usage) tellAll(listeners, [...usage])
    timer = listeners.size > 0 ? setTimeout(tell, everyMs) : undefined
  }

  function freshOf(runs: readonly RunId[]): ReadonlyMap<RunId, Usage> | undefined {
    const isFresh = last && performance.now() - last.atMs < everyMs && runs.every(run => last?.usage.has(run))
    return isFresh ? last?.usage : undefined
  }

  return {
    watch(listener) {
      listeners.add(listener)
      if (!timer) timer = setTimeout(tell, 0)
      return () => listeners.delete(listener)
    },
    async measure(runs) {
      if (runs.length === 0) return []
      const usage = freshOf(runs) ?? (await sample())
      return runs.flatMap(run => {
        const used = usage?.get(run)
        return used ? [[run, used] as const] : []
      })
    },
    close() {
      listeners.clear()
      clearTimeout(timer)
    },
  }
}
