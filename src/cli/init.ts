import { join, relative } from 'node:path'
import { findFile, findProject, skepFiles } from '../config/find.ts'
import { loadProject } from '../config/load.ts'
import { findForeign } from '../config/starting/foreign.ts'
import { type FoundWorker, findWorkers } from '../config/starting/found.ts'
import { renderStarter } from '../config/starting/starter.ts'
import { toVisible } from '../config/text/cells.ts'
import { createFile } from '../config/writing/write.ts'
import { Fault } from '../core/fault.ts'
import type { Given } from './command.ts'
import type { Doors } from './doors.ts'
import { writeJson } from './json.ts'
import { toInvalid } from './project.ts'
import { definedOnly } from './run-spec.ts'

export type InitOptions = { readonly anyway?: true; readonly json?: true }

/** Writes a first `skep.yaml` for the folder that we are in; never over one that is there. */
export async function init({ options }: Given<InitOptions>, doors: Doors): Promise<number> {
  const { cwd: folder, home } = doors
  await refuseSecond(folder)
  const foreign = await findForeign(folder)
  if (foreign?.kind === 'processes' && !options.anyway) throw isSaid(foreign.name)
  const place = { folder, env: definedOnly(doors.env), home }
  const found = await findWorkers(place)
  const file = join(folder, skepFiles[0])
  const above = (await findProject(folder)).file
  const text = renderStarter(found)
  const loaded = await loadProject({ ...place, file, text })
  if (!loaded.ok) throw await toInvalid(loaded.problems, doors)
  await createFile(file, text)
  if (options.json) writeJson(doors, { file, workers: found.workers, foreign: foreign?.name })
  else sayWritten({ workers: found.workers, foreign: foreign?.name, above }, doors)
  return 0
}

async function refuseSecond(folder: string): Promise<void> {
  const there = await findFile(folder)
  if (there === undefined) return
  const hint = 'skep check says what it means, skep up starts it'
  throw new Fault({ code: 'refused', message: `there is ${relative(folder, there)} already`, hint })
}

function isSaid(name: string): Fault {
  const hint = `take it over: skep import ${name}; or begin without it: skep init --anyway`
  return new Fault({ code: 'refused', message: `${name} says already what runs here`, hint })
}

type Outcome = {
  readonly workers: readonly FoundWorker[]
  readonly foreign: string | undefined
  /** The file of the project that this folder belonged to. */
  readonly above: string | undefined
}

function sayWritten({ workers, foreign, above }: Outcome, { stdout, cwd }: Doors): void {
  const lines = workers.map(({ name, command, start }) => {
    return `  ${name}: ${toVisible(command)}${start === 'manual' ? ' (started by hand)' : ''}`
  })
  const what = workers.length > 0 ? 'with what was found here:' : 'with an example, since nothing was found here'
  const also = foreign === undefined ? [] : [`what ${foreign} says is not in it: skep import ${foreign}`]
  const own = above === undefined ? [] : [`this folder is a project of its own now, apart from ${relative(cwd, above)}`]
  const next = 'next: look at it, then skep check, then skep up'
  stdout.write([`wrote skep.yaml ${what}`, ...lines, ...also, ...own, next, ''].join('\n'))
}
