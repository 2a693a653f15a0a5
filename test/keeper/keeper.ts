import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { type RunId, toId } from '../../src/core/id.ts'
import type { Keeper, KeeperFact, SpawnOrder } from '../../src/core/keeper.ts'
import { runFolder } from '../../src/core/paths.ts'
import { openKeeper } from '../../src/keeper/keeper.ts'
import { logPath } from '../../src/log/segment.ts'
import { tmpDir } from '../tmp.ts'
import { until } from '../until.ts'

/** A keeper over real processes in a folder that goes with the test, and what a test asks of it. */
export type KeeperBench = {
  readonly keeper: Keeper
  readonly facts: readonly KeeperFact[]
  readonly runsFolder: string
  /** An order for one line of shell. */
  order(line: string, change?: Partial<SpawnOrder>): SpawnOrder
  untilDrained(run: RunId): Promise<void>
  untilShows(run: RunId, text: string): Promise<void>
  outputOf(run: RunId): string
  /** The entries of the run's journal so far. */
  journalOf(run: RunId): readonly { readonly kind: string; readonly [fact: string]: unknown }[]
}

export function openKeeperBench(): KeeperBench {
  const runsFolder = tmpDir()
  const keeper = openKeeper({ runsFolder, now: Date.now })
  const facts: KeeperFact[] = []
  keeper.onFact(fact => facts.push(fact))
  onTestFinished(() => keeper.close())

  function outputOf(run: RunId): string {
    try {
      return readFileSync(logPath(runFolder(runsFolder, run), 0), 'utf8')
    } catch {
      return ''
    }
  }

  return {
    keeper,
    facts,
    runsFolder,
    order(line, change = {}) {
      const run = toId('run', Date.now(), randomBytes(10))
      const env = { PATH: process.env['PATH'] ?? '', SKEP_RUN_ID: run }
      const argv = ['sh', '-c', line] as const
      return { run, argv, cwd: '/tmp', env, terminal: undefined, stdin: 'pipe', streams: 'apart', ...change }
    },
    async untilDrained(run) {
      const isDrained = (): boolean => facts.some(fact => fact.kind === 'drained' && fact.run === run)
      await until(isDrained, { what: `${run} to be drained`, show: () => facts, everyMs: 2 })
    },
    async untilShows(run, text) {
      await until(() => outputOf(run).includes(text), { what: `the output to hold ${text}`, show: () => outputOf(run) })
    },
    outputOf,
    journalOf(run) {
      const text = readFileSync(join(runFolder(runsFolder, run), 'journal.ndjson'), 'utf8')
      return text
        .split('\n')
        .filter(line => line !== '')
        .map(line => JSON.parse(line))
    },
  }
}
