import { findProject } from '../config/find.ts'
import { loadProject, type Project } from '../config/load.ts'
import { renderProblems } from '../config/render.ts'
import { Fault } from '../core/fault.ts'
import type { Doors, OpenProject } from './doors.ts'
import { definedOnly } from './run-spec.ts'

/** Opens the project of the folder that we are in. */
export async function openFolder(doors: Doors): Promise<OpenProject> {
  const { folder } = await findProject(doors.cwd)
  return doors.openProject(folder)
}

/** What the configuration says; problems of the file are one fault that shows them all. */
export async function loadConfig(file: string | undefined, doors: Doors): Promise<Project> {
  const { folder } = await findProject(doors.cwd)
  const loaded = await loadProject({ file, folder, env: definedOnly(doors.env), home: doors.home })
  if (loaded.ok) return loaded.project
  const colour = doors.stderr.isTTY && doors.env['NO_COLOR'] === undefined
  const message = await renderProblems(loaded.problems, { colour })
  throw new Fault({ code: 'config-invalid', message })
}
