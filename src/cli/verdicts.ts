import { toVisible } from '../config/text/cells.ts'
import { describeOutcome } from '../core/outcome.ts'
import type { SparedProcess, Survivor, Verdict } from '../core/verdict.ts'
import type { Stopped } from '../protocol/acknowledged.ts'
import { toAcknowledgementDocument } from './acknowledged.ts'
import { toOutcomeDocument } from './documents/outcome.ts'
import type { Doors } from './doors.ts'
import type { Ending } from './ending.ts'
import { renderHoldup } from './holdups.ts'
import { writeJson } from './json.ts'

/** What became of each worker that was stopped, a line each; what survived gets lines of its own. */
export function renderStopped(stopped: readonly Stopped[]): string {
  return stopped.map(({ name, verdict }) => (verdict ? renderVerdict(name, verdict) : '')).join('')
}

/** The same where somebody named the workers: of those that had ended it is said that they had. */
export function renderEnded(stopped: readonly Stopped[]): string {
  return stopped.map(one => (one.verdict ? renderVerdict(one.name, one.verdict) : renderAtRest(one))).join('')
}

function renderAtRest({ name, changed, outcome, status }: Stopped): string {
  const how = outcome ? toVisible(describeOutcome(outcome)) : status
  return changed ? `${name}: stopped\n` : `${name}: already ended (${how})\n`
}

/** What became of one worker that was stopped. */
export function renderVerdict(name: string, { ended, survivors, spared, tookMs }: Verdict): string {
  const seconds = (tookMs / 1000).toFixed(1)
  const ways = [...new Set(ended.map(({ by }) => by))]
    .map(by => `${ended.filter(process => process.by === by).length} by ${by === 'itself' ? 'themselves' : by}`)
    .join(', ')
  const head = survivors.length === 0 ? 'stopped' : 'not fully stopped'
  return [
    `${name}: ${head} in ${seconds} s${ways ? ` (${ways})` : ''}`,
    ...survivors.map(one => `  survived: ${renderLeft(one)}${portsOf(one.ports)}`),
    ...spared.map(one => `  spared: ${renderLeft(one)}`),
    '',
  ].join('\n')
}

function renderLeft({ pid, command, reason }: Survivor | SparedProcess): string {
  return `${pid} ${toVisible(command)}: ${reason}`
}

function portsOf(ports: readonly number[]): string {
  return ports.length > 0 ? `, holds port ${ports.join(', ')}` : ''
}

/** Whether everything that was to end has ended. */
export function allEnded(stopped: readonly Stopped[]): boolean {
  return stopped.every(({ verdict }) => !verdict || verdict.survivors.length === 0)
}

/** Says what an end of workers came to; answers the exit code. */
export function sayEnding({ stopped, holdups }: Ending, { json }: { readonly json: boolean }, doors: Doors): number {
  if (json) {
    const pending = holdups.length > 0 ? { pending: holdups } : {}
    writeJson(doors, { verdicts: stopped.map(toVerdictDocument), ...pending })
  } else {
    doors.stdout.write(renderEnded(stopped))
    for (const holdup of holdups) doors.stderr.write(`skep: still being stopped: ${renderHoldup(holdup)}\n`)
    if (holdups.length > 0) doors.stderr.write('  the stop goes on; skep kill ends the grace at once\n')
  }
  return holdups.length === 0 && allEnded(stopped) ? 0 : 1
}

/** What became of one worker that was stopped, as programs read it. */
export function toVerdictDocument(stopped: Stopped): Readonly<Record<string, unknown>> {
  const { run, outcome, verdict } = stopped
  const facts = toVerdictFacts(verdict ?? nothingDone)
  return { ...toAcknowledgementDocument(stopped), run, outcome: outcome && toOutcomeDocument(outcome), ...facts }
}

// Of what had ended already.
const nothingDone = { tookMs: 0, ended: [], survivors: [], spared: [] }

/** What became of every process, as programs read it. */
export function toVerdictFacts({ tookMs, ...facts }: Omit<Verdict, 'run'>): Readonly<Record<string, unknown>> {
  const { ended, survivors, spared } = facts
  return { tookMs: Math.round(tookMs), ended, survivors, spared }
}
