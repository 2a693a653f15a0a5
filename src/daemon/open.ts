import { createHash, randomBytes } from 'node:crypto'
import { realpath } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Keeper } from '../core/keeper.ts'
import { projectFiles } from '../core/paths.ts'
import { takeLock } from '../disk/lock.ts'
import { makeStateFolder } from '../disk/state-folder.ts'
import { openStore } from '../disk/store.ts'
import { openRuntime, type Runtime } from './runtime.ts'
import { sparedByDefault } from './spared.ts'

export type ProjectOrder = {
  /** The project's folder. */
  readonly folder: string
  /** Where skep keeps the state of all projects. */
  readonly stateHome: string
  readonly openKeeper: (runsFolder: string) => Keeper
}

/** A project's runtime with the keeper and the store that it owns. */
export type OwnedRuntime = Pick<Runtime, 'connect'> & {
  readonly runtime: Runtime
  /** Ends every child, writes what waits, and lets others open the project. */
  close(): Promise<void>
}
