import type { CommonOptions, Given } from '../command.ts'
import type { Doors } from '../doors.ts'
import { start } from './start.ts'
import { endDaemon } from './stop.ts'

/** Ends the daemon and starts the one of this program; what runs goes on meanwhile. */
export async function restart(given: Given<CommonOptions>, doors: Doors): Promise<number> {
  await endDaemon(doors)
  return start(given, doors)
}
