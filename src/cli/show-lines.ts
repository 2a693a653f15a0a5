import type { RunResult } from '../client/result.ts'
import { toVisible } from '../config/text/cells.ts'
import { quoteCommand } from '../core/command.ts'
import { toFineTime, toPercent, toShortBytes, toShortTime } from '../core/figures.ts'
import type { RunRecord } from '../core/record.ts'
import type { StopAction } from '../core/spec.ts'
import { beganMs, type Clocks, uptimeMs } from '../core/uptime.ts'
import type { Usage } from '../core/usage.ts'
import type { Shown, ShownSpec } from '../protocol/verbs/show.ts'
import { toLocalTime } from './clock.ts'
import { renderDiagnostic } from './event-lines.ts'
import { resultSections, type Section } from './result-lines.ts'
import { statusOfRun } from './status.ts'
import { type Paint, type Tone, toneOfWord } from './tones.ts'
import { renderTree } from './tree-lines.ts'
import { renderVerdict } from './verdicts.ts'

/** Where a run's output lies, how much of it there is, and what came of it. */
export type ShownOutput = {
  readonly folder: string
  readonly bounds: { readonly firstAvailable: number; readonly end: number }
  /** Undefined while it runs. */
  readonly result: RunResult | undefined
}

export type ShownFacts = {
  readonly shown: Shown
  /** Whether it was asked for a worker or for one run. */
  readonly asked: 'worker' | 'run'
  readonly output: ShownOutput | undefined
  readonly clocks: Clocks
}

/** Everything about a worker and a run of it, in sections. */
export function renderShown(facts: ShownFacts, paint: Paint): readonly string[] {
  const { worker, run, diagnostics } = facts.shown
  const name = worker?.name
  const fact = (label: string, text: string, tone: Tone = 'plain'): string =>
    `${paint(label.padEnd(labelCells), 'faint')} ${paint(toVisible(text), tone)}`
  const section = (title: string, lines: readonly string[]): readonly string[] =>
    lines.length === 0 ? [] : ['', paint(title, 'strong'), ...lines.map(line => `  ${line}`)]
  return [
    ...workerFacts(facts).map(row => fact(...row)),
    ...(run ? runFacts(run, facts) : []).map(row => fact(...row)),
    ...(worker ? specFacts(worker.spec) : []).map(row => fact(...row)),
    ...section('environment', worker ? envLines(worker.spec) : []),
    ...resultOf(facts).flatMap(one => section(...one)),
    ...section(
      'verdict',
      run?.verdict
        ? renderVerdict(name ?? run.worker, run.verdict)
            .trimEnd()
            .split('\n')
        : [],
    ),
    ...section('left', renderTree(run?.left ?? [], paint)),
    ...section(
      'diagnostics',
      diagnostics.map(one => renderDiagnostic(one, { name, paint, nowMs: facts.clocks.nowMs }).trimEnd()),
    ),
  ]
}

const labelCells = 10

/** Who looks at a worker looks at how it stands. */
function resultOf({ asked, shown: { run }, output }: ShownFacts): readonly Section[] {
  return asked === 'run' && run && output?.result ? resultSections(output.result, run.id) : []
}

type Fact = readonly [label: string, text: string, tone?: Tone]

function workerFacts({ shown: { worker }, asked }: ShownFacts): readonly Fact[] {
  if (!worker) return [['worker', 'removed', 'faint']]
  if (asked === 'run') return [['worker', worker.name, 'strong']]
  return [
    ['worker', worker.name, 'strong'],
    ['id', worker.id],
    ['status', `${worker.status}, wanted ${worker.wanted}`, toneOfWord(worker.status)],
    ['why', worker.reason],
    ['owner', `${worker.owner}${worker.origin === 'config' ? ', in the configuration' : ''}`],
    ['restarts', String(worker.restarts)],
  ]
}

function runFacts(run: RunRecord, { shown, output, clocks }: ShownFacts): readonly Fact[] {
  const { nowMs } = clocks
  const { startedAtMs, readyAtMs, endedAtMs } = run
  const wallMs = uptimeMs(run, clocks)
  return [
    ['run', run.id],
    ['outcome', `${statusOfRun(run)}${run.attempt > 1 ? `, attempt ${run.attempt}` : ''}`],
    ...when(run.pid, pid => ['pid', String(pid)]),
    ...when(startedAtMs, ms => [
      'started',
      `${toLocalTime(ms, nowMs)} by ${run.actor}, ${ago(beganMs(run, clocks) ?? ms, nowMs)}`,
    ]),
    ...when(readyAtMs, ms => ['ready', `${toLocalTime(ms, nowMs)}, after ${toFineTime(ms - (startedAtMs ?? ms))}`]),
    ...when(endedAtMs, ms => ['ended', `${toLocalTime(ms, nowMs)}, ${ago(ms, nowMs)}`]),
    ...when(wallMs, ms => ['took', toFineTime(ms)]),
    ...when(shown.usage, usage => ['use', describeUsage(usage)]),
    ...when(shown.ports.length > 0 ? shown.ports : undefined, ports => ['ports', ports.join(', ')]),
    ...when(output, ({ bounds, folder }) => ['output', `${describeBounds(bounds)} in ${folder}`]),
    ['limits', 'none'],
  ]
}

function when<Value>(value: Value | undefined, toFact: (value: Value) => Fact): readonly Fact[] {
  return value === undefined ? [] : [toFact(value)]
}

function ago(timeMs: number, nowMs: number): string {
  return `${toShortTime(nowMs - timeMs)} ago`
}

function describeUsage({ cpuCores, cpuMs, memoryBytes, peakMemoryBytes, processes }: Usage): string {
  const cpu = `cpu ${toPercent(cpuCores)} (${toFineTime(cpuMs)} in all)`
  const memory = `memory ${toShortBytes(memoryBytes)} (peak ${toShortBytes(peakMemoryBytes)})`
  return `${cpu}, ${memory}, ${processes === 1 ? 'one process' : `${processes} processes`}`
}

function describeBounds({ firstAvailable, end }: ShownOutput['bounds']): string {
  const kept = firstAvailable > 0 ? `, kept from ${toShortBytes(firstAvailable)} on` : ''
  return `${toShortBytes(end)}${kept}`
}

function specFacts({ command, cwd, kind, tty, streams, stdin, stop, restart }: ShownSpec): readonly Fact[] {
  const output = tty ? 'a terminal' : `stdout and stderr ${streams}, stdin ${stdin}`
  const grace = `then ${toFineTime(stop.graceMs)} of grace${stop.scope === 'group' ? ', only its group' : ''}`
  return [
    ['command', quoteCommand(command), 'strong'],
    ['folder', cwd],
    ['kind', `${kind}, ${output}`],
    ['stop', `${describeAction(stop.action)}, ${grace}`],
    ['restart', describeRestart(restart)],
  ]
}

function describeAction(action: StopAction): string {
  if (action.kind === 'signals') return action.signals.map(name => name.replace(/^SIG/, '')).join(' and ')
  return action.kind === 'keys' ? action.keys.join(' ') : quoteCommand(action.command)
}

function describeRestart({ when: policy, backoffMs, attempts }: ShownSpec['restart']): string {
  if (policy === 'never') return 'never'
  const count = attempts === undefined ? 'for ever' : `up to ${attempts} times`
  return `${policy === 'failure' ? 'on failure' : policy}, ${count}, after ${toFineTime(backoffMs.first)} to ${toFineTime(backoffMs.longest)}`
}

function envLines({ env: { shown, hidden } }: ShownSpec): readonly string[] {
  return [
    ...Object.entries(shown).map(([name, value]) => `${toVisible(name)}=${toVisible(value)}`),
    ...hidden.map(name => `${toVisible(name)}=‹hidden for its name›`),
  ]
}
