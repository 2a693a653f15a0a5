import { stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** Names of a project's own file, the first one found counts. */
export const skepFiles = ['skep.yaml', 'skep.yml', 'skep.json'] as const

/** Where a project is, and its file when it has one. */
export type Found = { readonly folder: string; readonly file: string | undefined }

/** The project of a folder: the nearest one upwards with a `skep.yaml`, else the root of its git repository, else the folder. */
export async function findProject(start: string): Promise<Found> {
  for (const folder of upwardsFrom(start)) {
    const file = await findFile(folder)
    if (file) return { folder, file }
  }
  for (const folder of upwardsFrom(start)) {
    if (await isThere(join(folder, '.git'))) return { folder, file: undefined }
  }
  return { folder: start, file: undefined }
}

/** The project's own file in a folder. */
export async function findFile(folder: string): Promise<string | undefined> {
  for (const name of skepFiles) if (await isThere(join(folder, name))) return join(folder, name)
  return undefined
}

function* upwardsFrom(start: string): Iterable<string> {
  let folder = start
  while (folder !== dirname(folder)) {
    yield folder
    folder = dirname(folder)
  }
  yield folder
}

// What cannot be looked at counts as not there: the search goes on above it.
async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}
