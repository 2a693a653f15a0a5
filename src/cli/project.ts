import { resolve } from 'node:path'
import type { Client } from '../client/client.ts'
import { findProject } from '../config/find.ts'
import type { Note } from '../config/importing/note.ts'
import { emptyProject, type Project } from '../config/project.ts'
import type { Problem } from '../config/text/problem.ts'
import { Fault } from '../core/fault.ts'
import type { Doors, OpenProject, Where } from './doors.ts'
import { definedOnly } from './run-spec.ts'

/** Opens the project of the folder that we are in. */
export async function openFolder(doors: Doors): Promise<OpenProject> {
  const { folder } = await findProject(doors.cwd)
  return doors.openProject(emptyProject(folder))
}

/** Does something with the runtime of the folder that we are in, which is begun where there is none. */
export async function withProject<Result>(doors: Doors, work: (client: Client) => Promise<Result>): Promise<Result> {
  const opened = await openFolder(doors)
  try {
    return await work(opened.client)
  } finally {
    await opened.close()
  }
}

/** Does something with the runtime of the folder that we are in; undefined where there is nothing to do it with. */
export async function withFound<Result>(
  doors: Doors,
  where: Where,
  work: (client: Client) => Promise<Result>,
): Promise<Result | undefined> {
  const { folder } = await findProject(doors.cwd)
  const opened = await doors.findProject(emptyProject(folder), where)
  try {
    return opened && (await work(opened.client))
  } finally {
    await opened?.close()
  }
}

/** What people call the project of the folder that we are in. */
export async function nameProject(doors: Doors): Promise<string> {
  return emptyProject((await findProject(doors.cwd)).folder).name
}

/** The project's own file, when it has one. */
export async function findConfig(doors: Doors): Promise<string | undefined> {
  return (await findProject(doors.cwd)).file
}

/** Which configuration is meant: the project's own, or other files, each over those before it, and which of its profiles. */
export type ConfigOptions = { readonly file?: readonly string[]; readonly profile?: string }

/** What the configuration says; problems of the file are one fault that shows them all. */
export async function loadConfig({ file = [], profile }: ConfigOptions, doors: Doors): Promise<Project> {
  // Only here: who reads no file is not to wait for what reads files.
  const { loadProject } = await import('../config/load.ts')
  const { folder } = await findProject(doors.cwd)
  const [named, ...over] = file.map(one => resolve(doors.cwd, one))
  const loaded = await loadProject({
    file: named,
    over,
    profile,
    folder,
    env: definedOnly(doors.env),
    home: doors.home,
  })
  if (loaded.ok) {
    const { notes } = loaded.project
    if (notes.length > 0) await sayNotes(notes, doors)
    return loaded.project
  }
  throw await toInvalid(loaded.problems, doors)
}

/** Problems of a file as one fault that shows them all. */
export async function toInvalid(problems: readonly Problem[], doors: Doors): Promise<Fault> {
  const { renderProblems } = await import('../config/render.ts')
  const colour = doors.stderr.isTTY && doors.env['NO_COLOR'] === undefined
  return new Fault({ code: 'config-invalid', message: renderProblems(problems, { colour, from: doors.cwd }) })
}

/** What of a file of another tool did not come over is said before anything is done with the rest. */
async function sayNotes(notes: readonly Note[], { stderr, cwd }: Doors): Promise<void> {
  const { renderNotes } = await import('../config/importing/render-notes.ts')
  stderr.write(renderNotes(notes, cwd))
}
