import { relative } from 'node:path'
import { quoteCommand } from '../core/command.ts'
import { formatDuration } from '../core/duration.ts'
import { type RestartPolicy, type StopPolicy, unlimitedAttempts, type WorkerSpec } from '../core/spec.ts'
import type { Project } from './load.ts'
import { padCells, toCells, toVisible } from './text/cells.ts'

/** What a project's file means, as `skep check` prints it: a line for each worker, the command last and as it can be pasted. */
export function renderPlan(project: Project): string {
  const { workers } = project
  const count = workers.length === 1 ? '1 worker' : `${workers.length} workers`
  const title = [project.name, count, project.file ?? project.folder].map(toVisible).join(' · ')
  if (workers.length === 0) return `${title}\n`
  const rows = [columns, ...workers.map(worker => toRow(worker, project.folder))]
  return `${[title, '', ...alignColumns(rows)].join('\n')}\n`
}

const columns = ['WORKER', 'START', 'TERMINAL', 'RESTART', 'STOP', 'FOLDER', 'COMMAND']

function toRow(worker: WorkerSpec, folder: string): readonly string[] {
  const { name, kind, start, tty, restart, stop, cwd, command } = worker
  return [
    name,
    kind === 'task' ? `${start} (task)` : start,
    tty ? 'yes' : 'no',
    describeRestart(restart),
    describeStop(stop),
    relative(folder, cwd) || '.',
    quoteCommand(command),
  ].map(toVisible)
}

function describeRestart({ when, backoffMs, attempts }: RestartPolicy): string {
  if (when === 'never') return when
  const { first, longest } = backoffMs
  const pauses = first === longest ? formatDuration(first) : `${formatDuration(first)}..${formatDuration(longest)}`
  return `${when}, ${pauses}, ${attempts === unlimitedAttempts ? 'unlimited' : `${attempts}x`}`
}

function describeStop({ action, graceMs, scope }: StopPolicy): string {
  return [describeAction(action), formatDuration(graceMs), ...(scope === 'group' ? ['group only'] : [])].join(', ')
}

function describeAction(action: StopPolicy['action']): string {
  if (action.kind === 'signals') return action.signals.map(name => name.replace(/^SIG/, '')).join('+')
  return action.kind === 'keys' ? `keys ${action.keys.join(' ')}` : `runs ${quoteCommand(action.command)}`
}

function alignColumns(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = columns.map((_, column) => Math.max(...rows.map(row => toCells(row[column] ?? ''))))
  return rows.map(row =>
    row
      .map((cell, column) => padCells(cell, widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
}
