import { relative } from 'node:path'
import { findProject } from '../config/find.ts'
import type { Change } from '../config/writing/change.ts'
import { editWorker } from '../config/writing/edit.ts'
import { readValue } from '../config/writing/value.ts'
import { Fault } from '../core/fault.ts'
import type { Given } from './command.ts'
import type { Doors } from './doors.ts'
import { writeJson } from './json.ts'
import type { Setting } from './options.ts'
import { toInvalid } from './project.ts'
import { definedOnly } from './run-spec.ts'

export type EditOptions = {
  readonly set: readonly Setting[]
  readonly unset: readonly string[]
  readonly json?: true
}

/** Changes what the file says of a worker. */
export async function edit({ words, options }: Given<EditOptions>, doors: Doors): Promise<number> {
  const [name] = words
  const changes = toChanges(options)
  if (name === undefined || changes.length === 0) throw nothingAsked()
  const { folder } = await findProject(doors.cwd)
  const edited = await editWorker({ folder, name, changes, env: definedOnly(doors.env), home: doors.home })
  if (!edited.ok) throw await toInvalid(edited.problems, doors)
  const { file, changed } = edited
  const shown = relative(doors.cwd, file)
  if (options.json) writeJson(doors, { file, worker: name, changed })
  else if (changed) doors.stdout.write(`${name}: changed in ${shown}; skep reload brings what runs to it\n`)
  else doors.stdout.write(`${name}: says so already in ${shown}\n`)
  return 0
}

function nothingAsked(): Fault {
  const hint = 'write: skep edit NAME --set KEY=VALUE, or --unset KEY'
  return new Fault({ code: 'usage', message: 'edit takes the name of a worker and what is to be otherwise', hint })
}

function toChanges({ set, unset }: EditOptions): readonly Change[] {
  const settings = set.map(({ key, value }) => ({ path: toPath(key), value: readValue(toPath(key), value) }))
  return [...settings, ...unset.map(key => ({ path: toPath(key), value: undefined }))]
}

function toPath(key: string): readonly string[] {
  return key.split('.')
}
