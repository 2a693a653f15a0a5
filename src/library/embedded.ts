import { existsSync, readdirSync } from 'node:fs'
import { mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { Fault } from '../core/fault.ts'
import { projectFiles } from '../core/paths.ts'
import { openRuntimeIn } from '../daemon/open.ts'
import type { Home } from '../daemon/places.ts'
import { openKeeper } from '../keeper/keeper.ts'
import type { Connection } from '../protocol/connection.ts'
import { readParams } from '../protocol/schemas.ts'
import type { ParamsOf, ResultOf, VerbName } from '../protocol/verbs.ts'
import type { Ground } from './ground.ts'
import { openOn } from './open.ts'
import type { OpenOptions } from './open-options.ts'
import type { SkepRuntime } from './runtime.ts'

/** Opens a runtime in this process. */
export async function openEmbedded(options: OpenOptions): Promise<SkepRuntime> {
  const { dir, actor = 'api', folder = '.' } = options
  const ground = await (dir === undefined ? openInMemory(options) : openInFolder(resolve(dir), options))
  const surroundings = { folder: resolve(folder), env: { ...process.env } }
  const backend = { kind: 'local', through: 'embedded', isDurable: dir !== undefined } as const
  return openOn(ground, { actor, surroundings, backend })
}

async function openInMemory({ name = 'memory' }: OpenOptions): Promise<Ground> {
  // The real path: a link on the way to it would be refused.
  const home = await mkdtemp(join(await realpath(tmpdir()), 'skep-memory-'))
  const forget = (): Promise<void> => rm(home, { recursive: true, force: true, maxRetries: 5 })
  try {
    const ground = await openHome({ home, files: { ...projectFiles(home), store: ':memory:' } }, name)
    return { ...ground, close: () => ground.close().finally(forget) }
  } catch (problem) {
    await forget()
    throw problem
  }
}

function openInFolder(home: string, { name = basename(home) || 'root' }: OpenOptions): Promise<Ground> {
  requireOurs(home)
  return openHome({ home, files: projectFiles(home) }, name)
}

/** The folder is closed to others and filled by us: it must not be one that somebody else uses. */
function requireOurs(home: string): void {
  const ours = projectFiles(home)
  if (!existsSync(home) || existsSync(ours.lock)) return
  // Whoever was ended while it was being made has left the folder of runs.
  if (readdirSync(home).every(name => join(home, name) === ours.runs)) return
  const hint = 'name a folder that is not there yet, such as `.skep` in this one'
  throw new Fault({ code: 'refused', message: `${home} holds other things than a runtime`, hint, data: { file: home } })
}

async function openHome(home: Home, name: string): Promise<Ground> {
  const owned = await openRuntimeIn(home, {
    name,
    openKeeper: ({ files }) => openKeeper({ runsFolder: files.runs, now: Date.now }),
  })
  return {
    connect: async actor => behindDoor(owned.connect(actor)),
    endsWithStop: false,
    start: async actor => void (await owned.start(actor)),
    close: () => owned.close(),
  }
}

/** What a program hands over is as unknown as what comes over a socket, and is refused in the same words. */
function behindDoor(connection: Connection): Connection {
  async function ask<Name extends VerbName>(name: Name, params: ParamsOf<Name>): Promise<ResultOf<Name>> {
    const known = readParams(name, params)
    // The name is the one that was asked, which the compiler does not follow through the union.
    return (await connection.ask(known.name, known.params)) as ResultOf<Name>
  }
  return { ...connection, ask }
}
