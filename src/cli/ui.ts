import { bringUp } from '../client/up.ts'
import { Fault } from '../core/fault.ts'
import type { Given } from './command.ts'
import type { Doors } from './doors.ts'
import { findConfig, loadConfig, openFolder } from './project.ts'
import { canShowScreen, showScreenOf } from './screen.ts'

export type UiOptions = { readonly print?: true }

/** Opens the screen on this project, or writes it once: its workers are there, and none is started. */
export async function ui({ options }: Given<UiOptions>, doors: Doors): Promise<number> {
  const how = options.print ? 'once' : 'live'
  if (how === 'live') refuseWithoutTerminal(doors)
  if (how === 'live') doors.warmScreen()
  const project = (await findConfig(doors)) && (await loadConfig({}, doors))
  const opened = project ? await doors.openProject(project) : await openFolder(doors)
  try {
    if (project) await bringUp(opened.client, { specs: project.workers, start: 'none' })
    return await showScreenOf(opened.client, doors, { how })
  } finally {
    await opened.close()
  }
}

function refuseWithoutTerminal(doors: Doors): void {
  if (canShowScreen(doors)) return
  const hint = 'without one, `skep ui --print` writes it once, `skep up` streams all output and `skep ls` lists workers'
  throw new Fault({ code: 'usage', message: 'the screen needs a terminal for stdin and stdout', hint })
}
