import { relative } from 'node:path'
import type { Client } from '../client/client.ts'
import { findProject } from '../config/find.ts'
import { describeChange } from '../core/difference.ts'
import { Fault } from '../core/fault.ts'
import type { WorkerSpec } from '../core/spec.ts'
import type { TakenIn } from '../protocol/acknowledged.ts'
import { toAcknowledgementDocument } from './acknowledged.ts'
import type { Given } from './command.ts'
import type { Doors } from './doors.ts'
import { writeJson } from './json.ts'
import { toInvalid } from './project.ts'
import { definedOnly } from './run-spec.ts'
import { withTargets } from './targets.ts'
import { sayPending } from './up-pending.ts'

/** What came of a save: the file, and the worker that stands in it now. */
export type SavedWorker = { readonly file: string; readonly isNew: boolean; readonly taken: TakenIn }

/** Writes workers that were added by hand into the project's file. */
export function save({ words, options }: Given<{ readonly json?: true }>, doors: Doors): Promise<number> {
  const order = { command: 'save', suits: () => true, doors }
  return withTargets({ words, options: {} }, order, async ({ client, workers }) => {
    for (const { spec, origin } of workers) if (origin === 'config') throw isSaved(spec)
    const saved: SavedWorker[] = []
    for (const { spec } of workers) saved.push(await saveOne(client, spec, doors))
    if (options.json) writeJson(doors, toSavedDocument(saved))
    else saySaved(saved, doors)
    return 0
  })
}

function isSaved({ name }: WorkerSpec): Fault {
  const hint = 'change it there, then: skep reload'
  return new Fault({ code: 'refused', message: `${name} stands in the file already`, hint })
}

/** Writes one worker into the project's file; from then on it is one of the configuration. */
export async function saveOne(client: Client, spec: WorkerSpec, doors: Doors): Promise<SavedWorker> {
  // Only here: who saves nothing is not to wait for what reads files.
  const { saveWorker } = await import('../config/writing/save.ts')
  const { folder } = await findProject(doors.cwd)
  const saved = await saveWorker({ folder, spec, env: definedOnly(doors.env), home: doors.home })
  if (!saved.ok) throw await toInvalid(saved.problems, doors)
  const { acknowledged } = await client.ask('up', { specs: [saved.spec], keep: 'all', start: 'none' })
  const [taken] = acknowledged
  if (!taken) throw new Error('one worker was taken in, and none was answered for')
  return { file: saved.file, isNew: saved.isNew, taken }
}

/** Says of each worker where it stands now. */
export function saySaved(saved: readonly SavedWorker[], doors: Doors): void {
  for (const { file, isNew, taken } of saved) {
    const shown = relative(doors.cwd, file)
    doors.stdout.write(
      `${taken.name}: saved in ${shown.startsWith('..') ? file : shown}${isNew ? ', which is new' : ''}\n`,
    )
  }
  sayPending(
    saved.map(({ taken }) => taken),
    doors,
  )
}

/** The same as programs read it. */
export function toSavedDocument(saved: readonly SavedWorker[]): Readonly<Record<string, unknown>> {
  const workers = saved.map(({ taken }) => ({
    ...toAcknowledgementDocument(taken),
    pending: taken.pending.map(describeChange),
  }))
  return { file: saved[0]?.file, workers }
}
