import { randomBytes } from 'node:crypto'
import type { Actor } from '../core/actor.ts'
import type { Keeper } from '../core/keeper.ts'
import { takeLock } from '../disk/lock.ts'
import { makePrivateFolder } from '../disk/state-folder.ts'
import { openStore, type RecordStore } from '../disk/store.ts'
import type { Connection } from '../protocol/connection.ts'
import type { Host } from './host.ts'
import { type Home, type Places, placesOf } from './places.ts'
import { openRuntime, type Runtime } from './runtime.ts'
import { sparedByDefault } from './spared.ts'

export type ProjectOrder<OwnKeeper extends Keeper = Keeper> = HomeOrder<OwnKeeper, Places> & {
  /** The project's folder. */
  readonly folder: string
  /** Where skep keeps the state of all projects. */
  readonly stateHome: string
}

export type HomeOrder<OwnKeeper extends Keeper = Keeper, Where extends Home = Home> = {
  /** What people call it. */
  readonly name: string
  readonly openKeeper: (where: Where) => OwnKeeper | Promise<OwnKeeper>
  /** Lets go of the keeper when the runtime could not be opened, and tells what to say of that; else it is closed. */
  readonly leaveBehind?: (keeper: OwnKeeper, problem: unknown) => Promise<unknown>
  /** What the process around the runtime can do for it. */
  readonly openHost?: (opened: { readonly keeper: OwnKeeper; readonly store: RecordStore }) => Host
}

/** A project's runtime with the lock, the keeper and the store that it owns. */
export type OwnedRuntime = {
  readonly runtime: Runtime
  connect(actor: Actor): Connection
  /** Lets a runtime that was stopped be changed again; whether it had been stopped. */
  start(actor: Actor): Promise<boolean>
  /** Stops what still runs, writes what waits, and lets others open the project. */
  close(): Promise<void>
  /** Writes what waits, lets go of the keeper in its own way, and lets others open the project; what runs goes on. */
  letGo(leave: () => Promise<void>): Promise<void>
}

/** Opens the runtime of a project in this process; refused with `store-in-use` when another one has it. */
export async function openOwnedRuntime<OwnKeeper extends Keeper>(
  order: ProjectOrder<OwnKeeper>,
): Promise<OwnedRuntime> {
  return openRuntimeIn(await placesOf(order), order)
}

/** The same wherever its state is to lie, which need not be a file (`:memory:`). */
export async function openRuntimeIn<OwnKeeper extends Keeper, Where extends Home>(
  where: Where,
  order: HomeOrder<OwnKeeper, Where>,
): Promise<OwnedRuntime> {
  makePrivateFolder(where.home)
  makePrivateFolder(where.files.runs)
  const lock = takeLock(where.files.lock, thisProcess())
  let keeper: OwnKeeper | undefined
  try {
    keeper = await order.openKeeper(where)
    return await openLocked(order, { where, lock, keeper })
  } catch (problem) {
    const { leaveBehind = closeKeeper } = order
    const told = keeper ? await leaveBehind(keeper, problem) : problem
    lock.release()
    throw told
  }
}

async function closeKeeper(keeper: Keeper, problem: unknown): Promise<unknown> {
  await keeper.close()
  return problem
}

type Locked<OwnKeeper extends Keeper> = {
  readonly where: Home
  readonly lock: ReturnType<typeof takeLock>
  readonly keeper: OwnKeeper
}

async function openLocked<OwnKeeper extends Keeper>(
  { name, openHost }: Pick<HomeOrder<OwnKeeper>, 'name' | 'openHost'>,
  { where, lock, keeper }: Locked<OwnKeeper>,
): Promise<OwnedRuntime> {
  const { files } = where
  const store = openStore(files.store)
  const world = { now: Date.now, randomBytes, runsFolder: files.runs, spare: sparedByDefault }
  const host = openHost?.({ keeper, store })
  const runtime = await openRuntime({ project: name, keeper, store, world, ...(host ? { host } : {}) }).catch(
    problem => {
      store.close()
      throw problem
    },
  )
  const opened = { runtime, keeper, store, lock }
  let closing: Promise<void> | undefined
  return {
    runtime,
    connect: actor => runtime.connect(actor),
    start: actor => runtime.start(actor),
    close() {
      closing ??= closeAll(opened)
      return closing
    },
    letGo(leave) {
      closing ??= letGoOfAll(opened, leave)
      return closing
    },
  }
}

type Opened = {
  readonly runtime: Runtime
  readonly keeper: Keeper
  readonly store: RecordStore
  readonly lock: ReturnType<typeof takeLock>
}

/** Whatever one part makes of its end, a full disk say, the others end too. */
async function closeAll(opened: Opened): Promise<void> {
  try {
    await opened.runtime.stop()
  } finally {
    await letGoOfAll(opened, () => opened.keeper.close())
  }
}

async function letGoOfAll({ runtime, store, lock }: Opened, leave: () => Promise<void>): Promise<void> {
  try {
    await leave()
    await runtime.close()
    store.close()
  } finally {
    lock.release()
  }
}

function thisProcess(): { pid: number; startedAtMs: number; command: string } {
  const startedAtMs = Math.round(performance.timeOrigin)
  return { pid: process.pid, startedAtMs, command: ['skep', ...process.argv.slice(2)].join(' ') }
}
