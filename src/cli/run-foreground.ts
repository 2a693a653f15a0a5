import type { Client } from '../client/client.ts'
import { type Endings, watchEndings } from '../client/endings.ts'
import type { RunId, WorkerId } from '../core/id.ts'
import { describeOutcome, exitCodeOf, type Outcome } from '../core/outcome.ts'
import type { Stopped } from '../protocol/acknowledged.ts'
import type { AddParams } from '../protocol/verbs/add.ts'
import { toOutcomeDocument } from './documents/outcome.ts'
import type { Doors } from './doors.ts'
import { writeJson } from './json.ts'
import { relay, relayLines } from './relay.ts'
import { brokenPipeCode, openControl, type RunControl } from './run-control.ts'
import { forwardInput } from './run-input.ts'
import { renderStopped } from './verdicts.ts'

export type ForegroundOrder = Pick<AddParams, 'spec' | 'taken'> & { readonly keep: boolean; readonly json: boolean }

/** A run that was begun, with the worker that it is of. */
type Begun = { readonly worker: WorkerId; readonly name: string; readonly run: RunId }

/** Runs one worker with its output, our stdin and Ctrl-C handed on, until it ends or is left alone; answers the exit code. */
export async function runForeground(client: Client, order: ForegroundOrder, doors: Doors): Promise<number> {
  const endings = watchEndings(client)
  const begun = begin(client, order)
  const control = openControl(client, { worker: begun.then(({ worker }) => worker), keep: order.keep }, doors)
  try {
    const run = await begun
    const outcome = await follow(client, { ...order, ...run, endings, control }, doors)
    if (outcome === undefined) return await control.left
    // Kept, it keeps what it left behind too.
    const stopped = order.keep ? [] : await sweep(client, run)
    return finish({ ...order, ...run, outcome, stopped }, control, doors)
  } finally {
    control.close()
    endings.close()
  }
}

/** Starts the run of a command; answers the run at once. */
export async function begin(client: Client, { spec, taken }: Pick<AddParams, 'spec' | 'taken'>): Promise<Begun> {
  const { acknowledged, run } = await client.ask('add', { spec, taken, start: true })
  if (!run) throw new Error('a worker was started and has no run')
  return { worker: acknowledged.ref.workerId, name: acknowledged.name, run }
}

type Following = ForegroundOrder & Begun & { readonly endings: Endings; readonly control: RunControl }

/** Resolves with how it ended, after everything that it wrote; undefined when it is left alone before. */
async function follow(client: Client, following: Following, doors: Doors): Promise<Outcome | undefined> {
  const { run, spec, json, endings, control } = following
  const { stdout, stderr } = doors
  const endInput = await forwardInput(client, { run, spec }, doors)
  const leaving = new AbortController()
  const isComplete = (): boolean => endings.outcomeOf(run) !== undefined
  const output = (json ? relayLines : relay)(client, run, { isComplete, stdout, stderr, signal: leaving.signal })
  const left = control.left.then(() => leaving.abort())
  // Whatever becomes of the output, our terminal is given back.
  const [outcome] = await Promise.all([Promise.race([endings.ended(run), left]), output]).finally(endInput)
  return outcome ?? undefined
}

/** Ends what the run has left behind. */
async function sweep(client: Client, { worker }: Begun): Promise<readonly Stopped[]> {
  return (await client.ask('stop', { workers: [worker], reason: 'skep run is over' })).stopped
}

type Finished = ForegroundOrder & Begun & { readonly outcome: Outcome; readonly stopped: readonly Stopped[] }

function finish({ json, name, run, outcome, stopped }: Finished, control: RunControl, doors: Doors): number {
  const exitCode = control.isBroken() ? brokenPipeCode : exitCodeOf(outcome)
  if (json) writeJson(doors, { run, worker: name, outcome: toOutcomeDocument(outcome), exitCode })
  doors.stderr.write(sayOutcome(outcome) + renderStopped(stopped))
  return exitCode
}

/** What the exit code alone does not say. */
export function sayOutcome(outcome: Outcome): string {
  return outcome.kind === 'exited' || outcome.kind === 'signalled' ? '' : `skep: ${describeOutcome(outcome)}\n`
}
