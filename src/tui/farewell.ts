import type { WorkerId } from '../core/id.ts'
import type { LivingState } from '../store/living.ts'
import { type Seen, selectAll } from '../store/select.ts'
import type { StopReport } from '../store/sources.ts'
import { toVisible } from './line.ts'
import { isUp } from './select.ts'
import { verdictText } from './verdict.ts'

/** How a screen was left, and what is said of the workers on the plain terminal. None of them ended with it. */
export type Left = Ending & { readonly farewell: string }

export type Ending =
  /** The person left; what was stopped before has these verdicts. */
  | { readonly how: 'quit'; readonly reports: readonly StopReport[] }
  /** The program closed it: a signal, say. */
  | { readonly how: 'closed'; readonly reason: string }
  /** The terminal is gone. */
  | { readonly how: 'terminal-gone'; readonly reason: string }
  /** Drawing failed, which is a bug. */
  | { readonly how: 'crashed'; readonly error: Error }

/**
 * What is said after the screen: a line for each worker that was stopped, with its verdict; then who goes on, and how to
 * come back to them. Nothing where nothing was stopped and nothing goes on.
 */
export function renderFarewell(living: LivingState, reports: readonly StopReport[]): string {
  const width = Math.max(0, ...reports.map(({ name }) => toVisible(name).length))
  const reported = new Set(reports.map(({ worker }) => worker))
  return [...reports.map(report => verdictLine(living, report, width)), ...goingOnLines(living, reported)]
    .map(line => `${line}\n`)
    .join('')
}

function verdictLine({ workers }: LivingState, { worker, name, verdict }: StopReport, width: number): string {
  const stop = workers.get(worker)?.spec.stop
  const shown = toVisible(name).padEnd(width)
  if (!verdict || !stop) return `✔ ${shown}  ended`
  const isWhole = verdict.survivors.length === 0
  const survivors = verdict.survivors.map(
    ({ pid, command, reason }) => `\n    pid ${pid} ${toVisible(command)}: ${toVisible(reason)}`,
  )
  return `${isWhole ? '✔' : '✖'} ${shown}  ${verdictText(verdict, stop)}${survivors.join('')}`
}

const comeBack = 'skep comes back to them, skep stop NAME stops one, skep down stops all'

/** Who goes on without the screen; those of the reports have ended, whether that was heard or not. */
function goingOnLines(living: LivingState, reported: ReadonlySet<WorkerId>): readonly string[] {
  const up = selectAll(living).filter(seen => isUp(seen) && !reported.has(seen.worker.id))
  const stopping = up.filter(({ word }) => word === 'stopping')
  const going = up.filter(({ word }) => word !== 'stopping')
  return [
    ...(stopping.length > 0 ? [`still being stopped: ${namesOf(stopping)}`] : []),
    ...(going.length > 0 ? [`${goOn(living)}: ${namesOf(going)}`, comeBack] : []),
  ]
}

/** Of a daemon that is away it is not known what became of its workers meanwhile. */
function goOn({ connection }: LivingState): string {
  return connection === 'live' ? 'work goes on' : 'work went on when the daemon was last heard of'
}

/** More would hide the line that says how to come back. */
const mostNames = 8

function namesOf(workers: readonly Seen[]): string {
  const names = workers.slice(0, mostNames).map(({ worker }) => toVisible(worker.spec.name))
  const rest = workers.length - names.length
  return rest > 0 ? `${names.join(', ')} and ${rest} more` : names.join(', ')
}
