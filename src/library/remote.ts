import { homedir } from 'node:os'
import { basename, resolve } from 'node:path'
import { connectProject, type ProjectDoor } from '../client/connect.ts'
import { placeOf } from '../client/find.ts'
import { findProject } from '../config/find.ts'
import type { Ground } from './ground.ts'
import { openOn } from './open.ts'
import type { ConnectOptions } from './open-options.ts'
import type { SkepRuntime } from './runtime.ts'

/** The program that a daemon is started with, and its version. */
export type Program = { readonly file: string; readonly version: string }

/** Connects to the runtime of a project's daemon, which is started when none lives. */
export async function connectDaemon(options: ConnectOptions, program: Program): Promise<SkepRuntime> {
  const { actor = 'api', env = { ...process.env } } = options
  const { folder } = await findProject(resolve(options.folder ?? '.'))
  const place = placeOf({ folder, name: options.name ?? (basename(folder) || 'root'), env, userHome: homedir() })
  const door: Omit<ProjectDoor, 'actor'> = {
    ...{ place, env, version: program.version },
    argv: [process.execPath, program.file],
  }
  const ground: Ground = {
    connect: as => connectProject({ ...door, actor: as }, 'start'),
    endsWithStop: true,
    // Whoever asks next finds the daemon or starts one.
    start: async () => undefined,
    close: async () => undefined,
  }
  const surroundings = { folder: resolve(options.folder ?? '.'), env }
  const backend = { kind: 'local', through: 'daemon', isDurable: true } as const
  return openOn(ground, { actor, surroundings, backend })
}
