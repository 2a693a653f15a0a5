import { relative } from 'node:path'
import { quoteCommand } from '../../core/command.ts'
import { describeNeeds } from '../../core/need.ts'
import { describeSchedule } from '../../core/schedule.ts'
import type { WorkerSpec } from '../../core/spec.ts'
import type { Project } from '../project.ts'
import { padCells, toCells, toVisible } from '../text/cells.ts'
import { toWaves } from './waves.ts'
import { describeReady, describeRestart, describeStop } from './words.ts'

/**
 * What a project's file means, as `skep check` prints it: a line for each worker, the command last and as it can be
 * pasted, and below it the order of the start, when one waits for another; behind a dash those that start later.
 */
export function renderPlan(project: Project): string {
  const { workers } = project
  const count = workers.length === 1 ? '1 worker' : `${workers.length} workers`
  const title = [project.name, count, project.file ?? project.folder].map(toVisible).join(' · ')
  if (workers.length === 0) return `${title}\n`
  return `${[title, '', ...renderWorkers(project), ...renderOrder(workers)].join('\n')}\n`
}

type Column = {
  readonly title: string
  readonly cell: (worker: WorkerSpec, folder: string) => string
  /** Shown also when it has nothing to say. */
  readonly always?: true
}

const columns: readonly Column[] = [
  { title: 'WORKER', cell: ({ name }) => name, always: true },
  { title: 'START', cell: describeStart, always: true },
  { title: 'TERMINAL', cell: ({ tty }) => (tty ? 'yes' : 'no'), always: true },
  { title: 'READY', cell: ({ ready }) => describeReady(ready) },
  { title: 'PORTS', cell: ({ ports = [] }) => ports.join(' ') },
  { title: 'SCHEDULE', cell: ({ schedule }) => (schedule ? describeSchedule(schedule) : '') },
  { title: 'WATCHES', cell: describeWatch },
  { title: 'RESTART', cell: ({ restart }) => describeRestart(restart), always: true },
  { title: 'STOP', cell: ({ stop }) => describeStop(stop), always: true },
  { title: 'FOLDER', cell: ({ cwd }, folder) => relative(folder, cwd) || '.', always: true },
  { title: 'COMMAND', cell: ({ command }) => quoteCommand(command), always: true },
]

function describeStart({ kind, start, schedule }: WorkerSpec): string {
  const when = schedule && start === 'auto' && !schedule.atOnce ? 'by the clock' : start
  return kind === 'task' ? `${when} (task)` : when
}

function describeWatch({ watch, cwd }: WorkerSpec): string {
  return (watch?.paths ?? []).map(path => relative(cwd, path) || '.').join(' ')
}

function renderWorkers({ workers, folder }: Project): readonly string[] {
  const cells = columns.map(({ cell }) => workers.map(worker => toVisible(cell(worker, folder))))
  const shown = columns.flatMap(({ title, always }, index) => {
    const column = cells[index] ?? []
    return always || column.some(cell => cell !== '') ? [[title, ...column]] : []
  })
  return alignColumns(shown)
}

function alignColumns(cells: readonly (readonly string[])[]): readonly string[] {
  const widths = cells.map(column => Math.max(...column.map(toCells)))
  const rows = cells[0]?.map((_, row) => cells.map((column, index) => padCells(column[row] ?? '', widths[index] ?? 0)))
  return (rows ?? []).map(row => row.join('  ').trimEnd())
}

// When nobody waits for anybody, all start at once, in the order that stands above.
function renderOrder(workers: readonly WorkerSpec[]): readonly string[] {
  const waves = toWaves(workers)
  const started = new Set(waves.flat())
  const waiting = workers.filter(worker => !started.has(worker) && worker.needs.length > 0)
  if (waves.length < 2 && waiting.length === 0) return []
  const numbered = waves.flatMap((wave, index) => renderWave(wave, String(index + 1)))
  return ['', 'ORDER', ...numbered, ...renderWave(waiting, '-')]
}

function renderWave(wave: readonly WorkerSpec[], mark: string): readonly string[] {
  const widest = Math.max(...wave.map(({ name }) => toCells(name)))
  return wave.map(({ name, needs }, index) => {
    const lead = index === 0 ? mark.padStart(2) : '  '
    const waits = needs.length > 0 ? `  waits until ${describeNeeds(needs)}` : ''
    return toVisible(`${lead}  ${padCells(name, waits ? widest : 0)}${waits}`)
  })
}
