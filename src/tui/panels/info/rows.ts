import type { Link } from '../../../core/chain.ts'
import { quoteCommand } from '../../../core/command.ts'
import type { Diagnostic } from '../../../core/diagnostic.ts'
import { toFineTime, toPercent, toShortBytes, toShortTime } from '../../../core/figures.ts'
import type { WorkerId } from '../../../core/id.ts'
import { shortNeed } from '../../../core/need.ts'
import { shortCheck } from '../../../core/probe.ts'
import { isUnready } from '../../../core/ready.ts'
import type { RunRecord } from '../../../core/record.ts'
import { isSecretName } from '../../../core/secrets.ts'
import { unlimitedAttempts, type WorkerSpec } from '../../../core/spec.ts'
import { beganMs, type Clocks } from '../../../core/uptime.ts'
import type { TreeProcess, Usage } from '../../../core/usage.ts'
import type { Seen } from '../../../store/select.ts'
import { toClock } from '../../clock.ts'
import { type Line, span, type Tone, toVisible } from '../../line.ts'
import { actionWords } from '../../verdict.ts'
import { markOf, type ShownWord } from '../../words.ts'
import { chainLines } from './chain.ts'
import { treeLines } from './tree.ts'
import { verdictLines } from './verdict-lines.ts'
import { whyText } from './why.ts'

/** Everything that the info is made of. */
export type InfoFacts = {
  readonly seen: Seen
  readonly wordOf: (worker: WorkerId) => ShownWord
  /** Why it stands where it stands. */
  readonly chain: Link
  /** The run that is shown, where it is not the one that counts. */
  readonly earlier: RunRecord | undefined
  readonly usage: Usage | undefined
  readonly tree: readonly TreeProcess[]
  readonly diagnostics: readonly Diagnostic[]
  readonly clocks: Clocks
}

/** All about a worker and its run, in sections. */
export function infoLines(facts: InfoFacts): readonly Line[] {
  const { seen, chain, wordOf, earlier, tree, diagnostics, clocks } = facts
  const run = earlier ?? seen.run
  return [
    ...statusLines(facts),
    ...section(
      'held up by',
      chain.heldUpBy.map(({ pid, command }) => [span(` ${pid} `, 'faint'), span(toVisible(command))]),
    ),
    ...section(
      'wrote last',
      chain.lastLines.map(line => [span(` ${toVisible(line)}`)]),
    ),
    ...section(
      chain.status === 'waiting' ? 'waits for' : 'ends after',
      chainLines(chain, { nowMs: clocks.nowMs, wordOf }),
    ),
    ...specLines(seen.worker.spec),
    ...section('process tree', treeLines(tree)),
    ...section('last verdict', run?.verdict ? verdictLines(run.verdict, seen.worker.spec.stop.action) : []),
    ...section('left behind', treeLines(run?.left ?? [])),
    ...section('environment declared', envLines(seen.worker.spec.declaredEnv)),
    ...section('diagnostics', diagnostics.map(diagnosticLine)),
  ]
}

function section(title: string, lines: readonly Line[]): readonly Line[] {
  return lines.length === 0 ? [] : [[], [span(title, 'strong')], ...lines]
}

const labelColumns = 11

function fact(label: string, text: string, tone: Tone = 'plain'): Line {
  return [span(label.padEnd(labelColumns), 'faint'), span(toVisible(text), tone)]
}

function statusLines({ seen, wordOf, chain, earlier, usage, clocks }: InfoFacts): readonly Line[] {
  const { worker } = seen
  const word = wordOf(worker.id)
  const run = earlier ?? seen.run
  const { glyph, tone } = markOf(word)
  return [
    [
      span('status'.padEnd(labelColumns), 'faint'),
      span(`${glyph} ${word}`, tone),
      span(`, wanted ${worker.wanted}`, 'faint'),
    ],
    fact('why', whyText(chain)),
    ...(hangs(seen) ? [fact('next', chain.next)] : []),
    ...(run ? runLines(run, clocks) : []),
    ...(usage ? [fact('use', usageText(usage))] : []),
    fact('restarts', String(worker.restarts)),
  ]
}

/** Whether it is on its way, so that what comes next is worth a line. */
function hangs({ worker, run }: Seen): boolean {
  return worker.state.status === 'waiting' || (run !== undefined && isUnready(run))
}

function runLines(run: RunRecord, clocks: Clocks): readonly Line[] {
  const { pid, startedAtMs, readyAtMs, endedAtMs } = run
  return [
    ...(pid === undefined ? [] : [fact('pid', String(pid))]),
    ...(startedAtMs === undefined
      ? []
      : [fact('started', `${toClock(startedAtMs)}, by ${run.actor}${startedAgo(run, clocks)}`)]),
    ...(readyAtMs === undefined || startedAtMs === undefined
      ? []
      : [fact('ready', `${toClock(readyAtMs)}, after ${toFineTime(readyAtMs - startedAtMs)}`)]),
    ...(endedAtMs === undefined || startedAtMs === undefined
      ? []
      : [fact('ended', `${toClock(endedAtMs)}, after ${toFineTime(endedAtMs - startedAtMs)}`)]),
  ]
}

function startedAgo(run: RunRecord, clocks: Clocks): string {
  return `, ${toShortTime(clocks.nowMs - (beganMs(run, clocks) ?? clocks.nowMs))} ago`
}

function usageText({ cpuCores, memoryBytes, peakMemoryBytes, processes, cpuMs }: Usage): string {
  const count = processes === 1 ? 'one process' : `${processes} processes`
  return `cpu ${toPercent(cpuCores)} (${toFineTime(cpuMs)} in all), memory ${toShortBytes(memoryBytes)} (peak ${toShortBytes(peakMemoryBytes)}), ${count}`
}

function specLines(spec: WorkerSpec): readonly Line[] {
  const { command, cwd, tty, streams, stdin, stop, restart, kind } = spec
  const output = tty ? 'a terminal' : `stdout and stderr ${streams}`
  return [
    [],
    fact('command', quoteCommand(command), 'strong'),
    fact('folder', cwd),
    fact('kind', `${kind}, ${output}, stdin ${tty ? 'the terminal' : stdin}`),
    fact('stop', `${actionWords(stop.action)}, then ${toFineTime(stop.graceMs)} of grace`),
    fact('restart', restartText(restart)),
    ...orderLines(spec),
  ]
}

/** What has to do with others, where something has. */
function orderLines({ needs, ready, group }: WorkerSpec): readonly Line[] {
  return [
    ...(needs.length === 0 ? [] : [fact('needs', needs.map(shortNeed).join(', '))]),
    ...(ready.kind === 'started' ? [] : [fact('ready by', shortCheck(ready))]),
    ...(group === undefined ? [] : [fact('group', group)]),
  ]
}

function restartText({ when, backoffMs, attempts }: WorkerSpec['restart']): string {
  if (when === 'never') return 'never'
  const count = attempts === unlimitedAttempts ? 'without end' : `up to ${attempts} times`
  return `${when === 'failure' ? 'on failure' : when}, ${count}, after ${toFineTime(backoffMs.first)} to ${toFineTime(backoffMs.longest)}`
}

function envLines(env: WorkerSpec['declaredEnv']): readonly Line[] {
  return Object.entries(env).map(([name, value]): Line => {
    const shown = isSecretName(name) ? span('‹hidden for its name›', 'faint') : span(toVisible(value))
    return [span(` ${toVisible(name)}`, 'hint'), span('='), shown]
  })
}

const tones = { info: 'hint', warning: 'waiting', error: 'bad' } as const

function diagnosticLine({ timeMs, severity, code, message }: Diagnostic): Line {
  return [span(` ${toClock(timeMs)} `, 'faint'), span(code, tones[severity]), span(` ${toVisible(message)}`)]
}
