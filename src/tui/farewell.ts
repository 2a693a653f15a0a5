import type { LivingState } from '../store/living.ts'
import type { StopReport } from '../store/sources.ts'
import { toVisible } from './line.ts'
import { verdictText } from './verdict.ts'

/** How a screen was left. */
export type Left =
  /** The person left; what was running was stopped with these verdicts. */
  | { readonly how: 'quit'; readonly reports: readonly StopReport[]; readonly farewell: string }
  /** The program closed it: a signal, say. Nothing was stopped. */
  | { readonly how: 'closed'; readonly reason: string }
  /** The terminal is gone. Nothing was stopped. */
  | { readonly how: 'terminal-gone'; readonly reason: string }
  /** Drawing failed, which is a bug. Nothing was stopped. */
  | { readonly how: 'crashed'; readonly error: Error }

/** What is said on the plain terminal after everything was stopped: a line for each worker, with its verdict. */
export function renderFarewell(living: LivingState, reports: readonly StopReport[]): string {
  const width = Math.max(0, ...reports.map(({ name }) => toVisible(name).length))
  return reports.map(report => `${farewellLine(living, report, width)}\n`).join('')
}

function farewellLine({ workers }: LivingState, { worker, name, verdict }: StopReport, width: number): string {
  const stop = workers.get(worker)?.spec.stop
  const shown = toVisible(name).padEnd(width)
  if (!verdict || !stop) return `✔ ${shown}  ended`
  const isWhole = verdict.survivors.length === 0
  const survivors = verdict.survivors.map(
    ({ pid, command, reason }) => `\n    pid ${pid} ${toVisible(command)}: ${toVisible(reason)}`,
  )
  return `${isWhole ? '✔' : '✖'} ${shown}  ${verdictText(verdict, stop)}${survivors.join('')}`
}
