import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { runFolder } from '../core/paths.ts'
import { isLive } from '../core/record.ts'
import { trimLogs } from '../log/trim.ts'
import { diagnose } from './diagnose.ts'
import type { Parts } from './parts.ts'

/** Keeps what a project remembers within its bounds: runs by number and age, output by size. */
export type Retention = {
  /** Resolves when nothing is past its time any more. */
  tidy(): Promise<void>
  /** Resolves when nothing of the store is used any more. */
  close(): Promise<void>
}

const dayMs = 24 * 60 * 60 * 1_000

/** Decisions 23: the newest runs of each worker, and none that ended longer ago than a week. */
const kept = { runsPerWorker: 64, maxAgeMs: 7 * dayMs } as const

/** Looking at all logs costs little beside writing as much as this. */
const trimEveryBytes = 256 * 1024 * 1024

/** Opens the retention of a project; from here on output that grows is trimmed to the project's cap. */
export function openRetention(parts: Parts): Retention {
  const { keeper, picture, store, world } = parts
  const ends = new Map<string, number>()
  let grownBytes = 0
  let isClosed = false
  let tidying: Promise<void> | undefined

  async function prune(): Promise<void> {
    for (let done = false; !done && !isClosed; ) {
      const pruned = store.prune({ ...kept, nowMs: world.now() })
      for (const run of pruned.runs) await rm(runFolder(world.runsFolder, run), { recursive: true, force: true })
      done = pruned.done
      await nextTurn()
    }
  }

  async function trim(): Promise<void> {
    const live = new Set([...picture.runs.values()].filter(isLive).map(({ id }) => runFolder(world.runsFolder, id)))
    const folders = (await readdir(world.runsFolder)).map(name => join(world.runsFolder, name))
    const { freedBytes } = await trimLogs(folders.map(folder => ({ folder, isLive: live.has(folder) })))
    if (freedBytes === 0) return
    const message = `dropped ${freedBytes} bytes of the oldest output, which was over the project's cap`
    diagnose(parts, { severity: 'info', code: 'output.trimmed', message, worker: undefined })
  }

  async function tidyAll(): Promise<void> {
    try {
      await prune()
      await trim()
    } catch (problem) {
      const message = `what is past its time could not be removed: ${problem instanceof Error ? problem.message : problem}`
      diagnose(parts, { severity: 'warning', code: 'retention.failed', message, worker: undefined })
    } finally {
      tidying = undefined
    }
  }

  function tidy(): Promise<void> {
    tidying ??= tidyAll()
    return tidying
  }

  const stopListening = keeper.onFact(fact => {
    if (fact.kind === 'drained') ends.delete(fact.run)
    if (fact.kind !== 'grew') return
    grownBytes += fact.end - (ends.get(fact.run) ?? 0)
    ends.set(fact.run, fact.end)
    if (grownBytes < trimEveryBytes) return
    grownBytes = 0
    void tidy()
  })

  return {
    tidy,
    async close() {
      isClosed = true
      stopListening()
      await tidying
    },
  }
}
