import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import type { OpenProject, ProjectPlace, Where } from '../cli/doors.ts'
import { connectProject, type ProjectDoor } from '../client/connect.ts'
import { type DaemonPlace, hasKeeper, placeOf } from '../client/find.ts'
import { version } from './version.ts'

const [, program = ''] = process.argv

/** Connects to the project's daemon, which is started where none lives. */
export async function openProject(place: ProjectPlace): Promise<OpenProject> {
  const client = await connectProject(toDoor(place), 'start')
  return { client, close: () => client.close() }
}

/** Connects to the project's daemon unless that would be for nothing. */
export async function findProject(place: ProjectPlace, where: Where): Promise<OpenProject | undefined> {
  const door = toDoor(place)
  const client = await connectProject(door, isWorthStarting(door.place, where) ? 'start' : 'find')
  return client && { client, close: () => client.close() }
}

function isWorthStarting(place: DaemonPlace, where: Where): boolean {
  if (where === 'known') return existsSync(place.files.store)
  return where === 'running' && hasKeeper(place)
}

function toDoor({ folder, name }: ProjectPlace): ProjectDoor {
  const { env } = process
  return {
    place: placeOf({ folder, name, env, userHome: homedir() }),
    argv: [process.execPath, program],
    ...{ env, version, actor: 'user' },
    explain: sentence => void process.stderr.write(`skep: ${sentence}\n`),
  }
}
