import { renderPlan } from '../config/plan/plan.ts'
import { toWaves } from '../config/plan/waves.ts'
import type { Project } from '../config/project.ts'
import type { Given } from './command.ts'
import { toSafeSpecDocument } from './documents/spec.ts'
import type { Doors } from './doors.ts'
import { writeJson } from './json.ts'
import { loadConfig } from './project.ts'

export type CheckOptions = { readonly file?: readonly string[]; readonly profile?: string; readonly json?: true }

/** Reads the configuration and prints what it means; starts nothing. */
export async function check({ options }: Given<CheckOptions>, doors: Doors): Promise<number> {
  const project = await loadConfig(options, doors)
  if (options.json) writeJson(doors, toDocument(project))
  else doors.stdout.write(renderPlan(project))
  return 0
}

function toDocument({ name, folder, file, files, workers, profiles, notes }: Project) {
  const order = toWaves(workers).map(wave => wave.map(worker => worker.name))
  return {
    project: name,
    folder,
    file,
    files,
    profiles,
    order,
    notes,
    workers: workers.map(toSafeSpecDocument),
  }
}
