import { join } from 'node:path'
import { Fault } from '../core/fault.ts'
import type { RunId } from '../core/id.ts'
import type { Keeper, KeeperFact, Spawned, SpawnOrder } from '../core/keeper.ts'
import { openLog } from '../log/append.ts'
import { type ChildRun, startChildRun } from './child-run.ts'
import { openRunJournal } from './journal.ts'

export type KeeperParts = {
  /** The folder of all runs; each gets a folder of its own in it, named by its id. */
  readonly runsFolder: string
  readonly now: () => number
}
