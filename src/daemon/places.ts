import { realpath } from 'node:fs/promises'
import { type ProjectFiles, projectFiles } from '../core/paths.ts'
import { locateProject } from '../protocol/locate.ts'

/** Where the state of a runtime lies. */
export type Home = { readonly home: string; readonly files: ProjectFiles }

/** Where a project's state lies. */
export type Places = Home & { readonly hash: string }

/** The places of a project's folder. */
export async function placesOf({
  folder,
  stateHome,
}: {
  readonly folder: string
  readonly stateHome: string
}): Promise<Places> {
  const { home, hash } = locateProject(await realpath(folder), stateHome)
  return { home, hash, files: projectFiles(home) }
}
