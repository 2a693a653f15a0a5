import { resolve } from 'node:path'
import { toInherited } from '../config/environment.ts'
import { type RunRecord, wordOfRun } from '../core/record.ts'
import type { ImportedRun } from '../protocol/verbs/import-run.ts'
import type { Given } from './command.ts'
import type { Doors } from './doors.ts'
import { toIso, writeJson } from './json.ts'
import { withProject } from './project.ts'
import { definedOnly } from './run-spec.ts'

/** Takes in a run that was exported as a bundle. */
export async function importRun(
  { words: [word = ''], options }: Given<{ readonly json?: true }>,
  doors: Doors,
): Promise<number> {
  const order = { file: resolve(doors.cwd, word), env: toInherited(definedOnly(doors.env)) }
  const imported = await withProject(doors, client => client.ask('import-run', order))
  if (options.json) writeJson(doors, toDocument(imported))
  else doors.stdout.write(renderImported(imported))
  return 0
}

function toDocument({ run, worker, isNewWorker, entries, output }: ImportedRun): Readonly<Record<string, unknown>> {
  const { id, endedAtMs, importedAtMs } = run
  const times = { endedAt: toIso(endedAtMs), importedAt: toIso(importedAtMs) }
  const bytes = output.end - output.firstAvailable
  return { run: id, worker, isNewWorker, status: wordOfRun(run), outcome: outcomeOf(run), ...times, entries, bytes }
}

function outcomeOf({ state }: RunRecord): unknown {
  return 'outcome' in state ? state.outcome : undefined
}

function renderImported({ run, worker, isNewWorker, output }: ImportedRun): string {
  const bytes = output.end - output.firstAvailable
  const of = isNewWorker ? `${worker}, a new worker that is idle` : worker
  return `imported ${run.id} of ${of}: ${wordOfRun(run)}, ${bytes} bytes of output\n`
}
