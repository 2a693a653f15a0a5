import { type LivingProject, listProjects } from '../client/projects.ts'
import { toVisible } from '../config/text/cells.ts'
import { socketFolder } from '../core/paths.ts'
import { toLocalTime } from './clock.ts'
import type { CommonOptions, Given } from './command.ts'
import { toProjectDocument } from './documents/project.ts'
import type { Doors } from './doors.ts'
import { writeJson } from './json.ts'
import { type Cell, type Column, renderTable, widthOf } from './table.ts'
import { openPaint } from './tones.ts'

/** Says which projects have a daemon that lives, and where they are. */
export async function projects({ options }: Given<CommonOptions>, doors: Doors): Promise<number> {
  const folder = socketFolder(process.getuid?.() ?? 0, doors.env)
  const found = (await listProjects(folder, doors.version)).toSorted(byFolder)
  if (options.json) writeJson(doors, { projects: found.map(toProjectDocument) })
  else if (found.length > 0) doors.stdout.write(toText(found, doors))
  else doors.stderr.write('skep: no daemon lives\n')
  return 0
}

function byFolder(one: LivingProject, other: LivingProject): number {
  return folderOf(one) < folderOf(other) ? -1 : 1
}

function folderOf(one: LivingProject): string {
  return one.kind === 'answered' ? one.status.folder : (one.listener?.folder ?? one.socket)
}

const columns: readonly Column[] = [
  { title: 'PROJECT' },
  { title: 'PID', align: 'right' },
  { title: 'SINCE' },
  { title: 'VERSION' },
  { title: 'RUNNING', align: 'right' },
  { title: 'FOLDER' },
]

function toText(found: readonly LivingProject[], doors: Doors): string {
  const look = { paint: openPaint(doors), columns: widthOf(doors.stdout) }
  const nowMs = Date.now()
  const lines = renderTable(
    columns,
    found.map(one => toRow(one, nowMs)),
    look,
  )
  return [...lines, ...found.flatMap(toRemark), ''].join('\n')
}

function toRow(one: LivingProject, nowMs: number): readonly Cell[] {
  if (one.kind === 'silent') {
    const { project = '-', pid = '-' } = one.listener ?? {}
    return [
      { text: project, tone: 'strong' },
      { text: String(pid) },
      unknown,
      unknown,
      unknown,
      { text: folderOf(one) },
    ]
  }
  const { project, folder, daemon, running } = one.status
  return [
    { text: project, tone: 'strong' },
    { text: String(daemon.pid) },
    { text: toLocalTime(daemon.startedAtMs, nowMs) },
    { text: daemon.version },
    { text: String(running) },
    { text: folder },
  ]
}

const unknown: Cell = { text: '-', tone: 'faint' }

function toRemark(one: LivingProject): readonly string[] {
  if (one.kind === 'answered') return []
  const { socket, problem, listener } = one
  const who = listener ? `process ${listener.pid} (${toVisible(listener.project)})` : `the daemon at ${socket}`
  return [`${who}: ${problem}`]
}
