import type { WorkerSpec } from '../../core/spec.ts'
import { toRunEnvironment } from '../environment.ts'
import type { Reading } from '../reading.ts'
import { readFolder } from '../sources/folder.ts'
import { problemAt, type Report } from '../text/problem.ts'
import { check, describe } from '../tree/check.ts'
import { type Entry, isBroken, type Mapping, textAt, valueAt } from '../tree/tree.ts'
import { fillRest, type Level, openLevel } from '../variables/level.ts'
import { toChosen } from './chosen.ts'
import { reportContradictions } from './contradictions.ts'
import { hangsInTheAir } from './extends.ts'
import { readCommand } from './keys/command.ts'
import { type PlacedNeed, readNeeds } from './keys/needs.ts'
import { reportNoSchedule } from './keys/schedule.ts'
import { workerShape } from './worker-keys.ts'
import { toSpec } from './worker-spec.ts'

export type Named = { readonly name: string; readonly entry: Entry }

/** What reading a worker came to. */
export type WorkerRead = {
  readonly name: string
  /** Its keys with everything filled in; undefined when it is no mapping. */
  readonly tree: Mapping | undefined
  readonly needs: readonly PlacedNeed[]
  /** Undefined when it could not be run at all; it needs nothing yet. */
  readonly spec: WorkerSpec | undefined
}

/** Reads one worker. Everything that is wrong with it by itself is reported. */
export async function readWorker(named: Named, around: Level, reading: Reading): Promise<WorkerRead> {
  const { name } = named
  const { report } = reading
  const { value } = named.entry
  if (value.kind !== 'mapping') {
    reportNoMapping(named, report)
    return { name, tree: undefined, needs: [], spec: undefined }
  }
  const level = await openLevel(value, around, reading)
  const tree = fillRest(value, ['env', 'env_file'], { find: level.scope.find, report })
  const values = check(workerShape, tree, report)
  reportContradictions(tree, report)
  reportNoSchedule(tree, report)
  if (!tree.entries.has('command')) reportNoCommand(named, tree, report)
  const command = readCommand(valueAt(tree, 'command'), values.shell === true, report)
  const cwd = await readFolder(textAt(tree, 'cwd'), reading)
  const chosen = toChosen(values, tree, { cwd, home: reading.home, report })
  const needs = readNeeds(valueAt(tree, 'needs'), values.needs, report)
  if (!command) return { name, tree, needs, spec: undefined }
  const { declared } = level
  const env = toRunEnvironment({ inherited: reading.inherited, declared, tty: chosen.tty ?? false })
  return { name, tree, needs, spec: toSpec({ name, command, cwd, env, declaredEnv: declared }, chosen) }
}

function reportNoMapping({ name, entry: { key, value } }: Named, report: Report): void {
  if (isBroken(value)) return
  const example = value.kind === 'scalar' && value.text !== '' ? value.text : 'node server.js'
  report(() =>
    problemAt(value.place.start === value.place.end ? key : value.place, {
      message: `worker \`${name}\` takes a mapping, found ${describe(value)}`,
      hint: `write \`${name}: { command: ${example} }\``,
    }),
  )
}

function reportNoCommand({ name, entry: { key } }: Named, worker: Mapping, report: Report): void {
  if (hangsInTheAir(worker)) return
  const message = `worker \`${name}\` has no \`command\``
  report(() => problemAt(key, { message, hint: 'say what to run, such as `command: node server.js`' }))
}
