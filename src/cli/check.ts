import { renderPlan } from '../config/plan.ts'
import type { Given } from './command.ts'
import type { Doors } from './doors.ts'
import { loadConfig } from './project.ts'

/** Reads the configuration and prints what it means; starts nothing. */
export async function check({ options }: Given<{ readonly file?: string }>, doors: Doors): Promise<number> {
  doors.stdout.write(renderPlan(await loadConfig(options.file, doors)))
  return 0
}
