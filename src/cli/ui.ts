import { Fault } from '../core/fault.ts'
import type { Given } from './command.ts'
import type { Doors } from './doors.ts'
import { findConfig, loadConfig, openFolder } from './project.ts'
import { canShowScreen, showScreenOf } from './screen.ts'

/** Opens the screen on this project: its workers are there, and none is started. */
export async function ui(_given: Given<unknown>, doors: Doors): Promise<number> {
  if (!canShowScreen(doors)) {
    const hint = 'without one, `skep up` streams all output and `skep run -- COMMAND` runs one command'
    throw new Fault({ code: 'usage', message: 'the screen needs a terminal for stdin and stdout', hint })
  }
  doors.warmScreen()
  const project = (await findConfig(doors)) && (await loadConfig(undefined, doors))
  const opened = project ? await doors.openProject(project) : await openFolder(doors)
  try {
    if (project) await opened.client.ask('up', { specs: project.workers, start: 'none' })
    return await showScreenOf(opened.client, doors)
  } finally {
    await opened.close()
  }
}
