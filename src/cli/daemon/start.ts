import type { CommonOptions, Given } from '../command.ts'
import type { Doors } from '../doors.ts'
import { withProject } from '../project.ts'
import { sayStatus } from './status.ts'

/** Starts the daemon where none lives, and says where it is. */
export async function start({ options }: Given<CommonOptions>, doors: Doors): Promise<number> {
  sayStatus(await withProject(doors, client => client.ask('status', {})), options, doors)
  return 0
}
