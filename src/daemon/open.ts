import { createHash, randomBytes } from 'node:crypto'
import { realpath } from 'node:fs/promises'
import type { Actor } from '../core/actor.ts'
import type { Keeper } from '../core/keeper.ts'
import { projectFiles, projectFolder } from '../core/paths.ts'
import { takeLock } from '../disk/lock.ts'
import { makePrivateFolder } from '../disk/state-folder.ts'
import { openStore, type RecordStore } from '../disk/store.ts'
import type { Connection } from '../protocol/connection.ts'
import { openRuntime, type Runtime } from './runtime.ts'
import { sparedByDefault } from './spared.ts'

export type ProjectOrder = {
  /** The project's folder. */
  readonly folder: string
  /** What people call it. */
  readonly name: string
  /** Where skep keeps the state of all projects. */
  readonly stateHome: string
  readonly openKeeper: (runsFolder: string) => Keeper
}

/** A project's runtime with the lock, the keeper and the store that it owns. */
export type OwnedRuntime = {
  connect(actor: Actor): Connection
  /** Stops what still runs, writes what waits, and lets others open the project. */
  close(): Promise<void>
}

/** Opens the runtime of a project in this process; refused with `store-in-use` when another one has it. */
export async function openOwnedRuntime({ folder, name, stateHome, openKeeper }: ProjectOrder): Promise<OwnedRuntime> {
  const realPath = await realpath(folder)
  const hash = createHash('sha256').update(realPath).digest('hex').slice(0, 12)
  const home = projectFolder(stateHome, realPath, hash)
  const files = projectFiles(home)
  makePrivateFolder(home)
  makePrivateFolder(files.runs)
  const lock = takeLock(files.lock, thisProcess())
  try {
    return await openLocked({ project: name, files, lock, keeper: openKeeper(files.runs) })
  } catch (problem) {
    lock.release()
    throw problem
  }
}

type Locked = {
  readonly project: string
  readonly files: ReturnType<typeof projectFiles>
  readonly lock: ReturnType<typeof takeLock>
  readonly keeper: Keeper
}

async function openLocked({ project, files, lock, keeper }: Locked): Promise<OwnedRuntime> {
  const store = openStore(files.store)
  const world = { now: Date.now, randomBytes, runsFolder: files.runs, spare: sparedByDefault }
  try {
    const runtime = await openRuntime({ project, keeper, store, world })
    let closing: Promise<void> | undefined
    return {
      connect: actor => runtime.connect(actor),
      close() {
        closing ??= closeAll({ runtime, keeper, store, lock })
        return closing
      },
    }
  } catch (problem) {
    await keeper.close()
    store.close()
    throw problem
  }
}

type Opened = Pick<Locked, 'lock' | 'keeper'> & { readonly runtime: Runtime; readonly store: RecordStore }

/** Whatever one part makes of its end, a full disk say, the others end too. */
async function closeAll({ runtime, keeper, store, lock }: Opened): Promise<void> {
  try {
    await runtime.stop()
  } finally {
    try {
      await keeper.close()
      await runtime.close()
      store.close()
    } finally {
      lock.release()
    }
  }
}

function thisProcess(): { pid: number; startedAtMs: number; command: string } {
  const startedAtMs = Math.round(performance.timeOrigin)
  return { pid: process.pid, startedAtMs, command: ['skep', ...process.argv.slice(2)].join(' ') }
}
