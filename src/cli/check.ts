import { renderPlan } from '../config/plan.ts'
import type { Doors } from './doors.ts'
import { loadConfig } from './project.ts'

/** Reads the configuration and prints what it means; starts nothing. */
export async function check(file: string | undefined, doors: Doors): Promise<number> {
  doors.stdout.write(renderPlan(await loadConfig(file, doors)))
  return 0
}
