import type { DaemonStatus, ProcessStatus } from '../../protocol/verbs/status.ts'
import type { CommonOptions, Given } from '../command.ts'
import type { Doors } from '../doors.ts'
import { toIso, writeJson } from '../json.ts'
import { withFound } from '../project.ts'

/** Says which processes serve the project; starts none. */
export async function status({ options }: Given<CommonOptions>, doors: Doors): Promise<number> {
  const found = await withFound(doors, 'living', client => client.ask('status', {}))
  sayStatus(found, options, doors)
  return 0
}

/** Says where the daemon is, or that there is none. */
export function sayStatus(found: DaemonStatus | undefined, { json }: CommonOptions, doors: Doors): void {
  if (json) writeJson(doors, found ? toDocument(found) : { daemon: null, keeper: null })
  else doors.stdout.write(found ? renderStatus(found) : 'no daemon lives for this project\n')
}

function toDocument({ daemon, keeper, ...rest }: DaemonStatus): Readonly<Record<string, unknown>> {
  const { project, folder, runtimeId, socket, runsFolder, log, protocol, clients } = rest
  const where = { project, folder, runtimeId, version: daemon.version, protocol, socket, runsFolder, log }
  return { ...where, daemon: toProcess(daemon), keeper: { ...toProcess(keeper), socket: keeper.socket }, clients }
}

function toProcess({ pid, startedAtMs, version }: ProcessStatus): Readonly<Record<string, unknown>> {
  return { pid, startedAt: toIso(startedAtMs), version }
}

function renderStatus({ project, folder, daemon, keeper, socket, log, clients }: DaemonStatus): string {
  return [
    `project  ${project} in ${folder}`,
    `daemon   ${renderProcess(daemon)}`,
    `keeper   ${renderProcess(keeper)}`,
    `socket   ${socket}`,
    `log      ${log}`,
    `clients  ${clients}, this one among them`,
    '',
  ].join('\n')
}

function renderProcess({ pid, startedAtMs, version }: ProcessStatus): string {
  return `pid ${pid}, skep ${version}, since ${new Date(startedAtMs).toLocaleString('sv-SE')}`
}
