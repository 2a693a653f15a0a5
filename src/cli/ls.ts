import type { Client } from '../client/client.ts'
import { readClocks } from '../client/clocks.ts'
import { listWorkers } from '../client/listing.ts'
import { Fault } from '../core/fault.ts'
import type { WorkerList } from '../protocol/verbs/list.ts'
import type { Given } from './command.ts'
import { toListDocument } from './documents/list.ts'
import type { Doors } from './doors.ts'
import { writeJson } from './json.ts'
import { renderList } from './list-rows.ts'
import { nameProject, withFound } from './project.ts'
import { widthOf } from './table.ts'
import { openPaint } from './tones.ts'

export type LsOptions = { readonly all?: true; readonly watch?: true; readonly json?: true }

/** Lists the workers with where they stand; starts nothing where nothing is known of the project. */
export async function ls({ options }: Given<LsOptions>, doors: Doors): Promise<number> {
  if (options.watch && !options.json && !doors.stdout.isTTY) {
    const hint = 'with --json it answers a document every second'
    throw new Fault({ code: 'usage', message: '--watch draws on a terminal, and stdout is none', hint })
  }
  const exitCode = await withFound(doors, 'known', client => list(client, options, doors))
  return exitCode ?? listNothing(options, doors)
}

async function list(client: Client, options: LsOptions, doors: Doors): Promise<number> {
  const read = (): Promise<WorkerList> => listWorkers(client, { all: options.all === true, usage: true, ports: true })
  if (options.watch) return (await import('./watch-list.ts')).watchList(read, options, doors)
  const answered = await read()
  if (options.json) writeJson(doors, toListDocument(answered))
  else if (answered.workers.length > 0) doors.stdout.write(toText(answered, doors))
  else doors.stderr.write('skep: no worker is active, configured or new; skep ls -a shows all\n')
  return 0
}

function toText(answered: WorkerList, doors: Doors): string {
  const look = { paint: openPaint(doors), columns: widthOf(doors.stdout), clocks: readClocks() }
  return `${renderList(answered, look).join('\n')}\n`
}

async function listNothing({ json }: LsOptions, doors: Doors): Promise<number> {
  const project = await nameProject(doors)
  if (json) writeJson(doors, { project, workers: [] })
  doors.stderr.write(`skep: nothing has run in ${project} yet: skep up or skep run -- COMMAND starts something\n`)
  return 0
}
