import { setTimeout as pause } from 'node:timers/promises'
import type { RunId } from '../../core/id.ts'
import { runFolder } from '../../core/paths.ts'
import { writeCheckpoint } from '../../log/checkpoints.ts'
import { openReader } from '../../log/read.ts'
import type { Parts } from '../parts.ts'
import { lookAt } from './look.ts'

/** Keeps what terminals showed beside their output, so that whoever looks need not begin at the beginning. */
export type Checkpoints = { close(): void }

/** Less than a tenth of a second's work for an emulator. */
const everyBytes = 4 * 1024 * 1024

/** Keeping screens takes at most a tenth of a core: in a flood there are fewer. */
const restFactor = 9

/** Begins to keep a screen whenever a terminal has written so much since the last one. */
export function openCheckpoints(parts: Parts): Checkpoints {
  const { keeper, picture, world } = parts
  /** Up to where each run was looked at. */
  const looked = new Map<RunId, number>()
  const waiting = new Set<RunId>()
  const closing = new AbortController()
  let isWorking = false

  const stopListening = keeper.onFact(fact => {
    if (fact.kind === 'drained') looked.delete(fact.run)
    if (fact.kind !== 'grew' || !picture.runs.get(fact.run)?.tty) return
    if (fact.end - (looked.get(fact.run) ?? 0) < everyBytes) return
    waiting.add(fact.run)
    void work()
  })

  async function work(): Promise<void> {
    if (isWorking) return
    isWorking = true
    for (const run of waiting) {
      const startedMs = performance.now()
      waiting.delete(run)
      // A disk that is full, or a run that has just been removed: whoever looks begins further back.
      await keep(run).catch(() => undefined)
      await rest((performance.now() - startedMs) * restFactor)
      if (closing.signal.aborted) return
    }
    isWorking = false
  }

  async function keep(run: RunId): Promise<void> {
    const record = picture.runs.get(run)
    if (!record) return
    const folder = runFolder(world.runsFolder, run)
    const { end } = await openReader(folder).bounds()
    const kept = await openReader(folder).checkpoint(end)
    looked.set(run, kept && end - kept.offset < everyBytes ? kept.offset : end)
    if (looked.get(run) === end) await writeCheckpoint(folder, await lookAt(parts, record))
  }

  async function rest(ms: number): Promise<void> {
    await pause(ms, undefined, { signal: closing.signal, ref: false }).catch(() => undefined)
  }

  return {
    close() {
      stopListening()
      waiting.clear()
      closing.abort()
    },
  }
}
