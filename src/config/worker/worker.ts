import type { WorkerSpec } from '../../core/spec.ts'
import { toRunEnvironment } from '../environment.ts'
import type { Reading } from '../reading.ts'
import { readFolder } from '../sources/folder.ts'
import { problemAt, type Report } from '../text/problem.ts'
import { check, describe } from '../tree/check.ts'
import { type Entry, isBroken, type Mapping, textAt, valueAt } from '../tree/tree.ts'
import { fillRest, type Level, openLevel } from '../variables/level.ts'
import { reportContradictions } from './contradictions.ts'
import { hangsInTheAir } from './extends.ts'
import { readCommand } from './keys/command.ts'
import { toRestartPolicy } from './keys/restart.ts'
import { toStopPolicy } from './keys/stop.ts'
import { type WorkerValues, workerShape } from './worker-keys.ts'
import { toSpec } from './worker-spec.ts'

export type Named = { readonly name: string; readonly entry: Entry }

/** Reads one worker. Everything that is wrong with it is reported; it is undefined when it could not be run at all. */
export async function readWorker(named: Named, around: Level, reading: Reading): Promise<WorkerSpec | undefined> {
  const { report } = reading
  const { value } = named.entry
  if (value.kind !== 'mapping') return reportNoMapping(named, report)
  const level = await openLevel(value, around, reading)
  const worker = fillRest(value, ['env', 'env_file'], { find: level.scope.find, report })
  const values = check(workerShape, worker, report)
  reportContradictions(worker, report)
  if (!worker.entries.has('command')) reportNoCommand(named, worker, report)
  const command = readCommand(valueAt(worker, 'command'), values.shell === true, report)
  const cwd = await readFolder(textAt(worker, 'cwd'), reading)
  const chosen = toChosen(values, worker, report)
  if (!command) return undefined
  const { declared } = level
  const env = toRunEnvironment({ inherited: reading.inherited, declared, tty: chosen.tty ?? false })
  return toSpec({ name: named.name, command, cwd, env, declaredEnv: declared }, chosen)
}

function toChosen(values: WorkerValues, worker: Mapping, report: Report): Partial<WorkerSpec> {
  const { tty = false, stop, restart, success } = values
  const stopTree = valueAt(worker, 'stop')
  return {
    tty,
    ...(values.kind && { kind: values.kind }),
    ...(values.start && { start: values.start }),
    ...(values.stdin && { stdin: values.stdin }),
    ...(values.streams && { streams: values.streams }),
    ...(success && { success: [...new Set([0, ...success])] }),
    ...(restart && { restart: toRestartPolicy(restart) }),
    ...(stopTree?.kind === 'mapping' && { stop: toStopPolicy(stop ?? {}, stopTree, { tty, report }) }),
  }
}

function reportNoMapping({ name, entry: { key, value } }: Named, report: Report): undefined {
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
