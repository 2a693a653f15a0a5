import { toRunEnvironment } from '../../config/environment.ts'
import type { WorkerId } from '../../core/id.ts'
import { toImported } from '../../core/imported.ts'
import { describeOutcome } from '../../core/outcome.ts'
import { isLive, type RunRecord } from '../../core/record.ts'
import { describeSaid } from '../../core/saying.ts'
import { defaultRestart, defaultStop, type WorkerSpec } from '../../core/spec.ts'
import type { TranscriptEntry } from '../../core/transcript.ts'
import type { Context } from '../context.ts'
import { addOne } from '../verbs/add.ts'
import type { Staged } from './stage.ts'

export type Settled = { readonly run: RunRecord; readonly worker: WorkerId; readonly isNewWorker: boolean }

/** Enters a run whose output is in its place into the journal: from here on it is like any other that has ended. */
export async function settle(staged: Staged, env: WorkerSpec['env'], context: Context): Promise<Settled> {
  const { journal, world, actor } = context
  journal.settle()
  const { worker, isNewWorker } = findOrAddWorker(staged, env, context)
  const run = toImported(staged.run, { worker, exportedAtMs: staged.exportedAtMs, nowMs: world.now() })
  const to = { worker, run: run.id, actor }
  const added = `imported ${staged.worker.name}: ${run.command}`
  journal.record({ kind: 'run.added', data: { run }, ...to, message: added })
  await recordEntries(entriesOf(staged, run), worker, context)
  if (run.state.status === 'ended') {
    const { state } = run
    const message = `${describeOutcome(run.state.outcome)} (imported)`
    journal.record({ kind: 'run.ended', data: { state }, ...to, message })
  }
  return { run, worker, isNewWorker }
}

type Found = { readonly worker: WorkerId; readonly isNewWorker: boolean }

function findOrAddWorker({ worker: spec }: Staged, env: WorkerSpec['env'], context: Context): Found {
  const known = [...context.picture.workers.values()].find(worker => worker.spec.name === spec.name)
  if (known) return { worker: known.id, isNewWorker: false }
  return { worker: addOne(context, toIdle(spec, env), 'ad-hoc'), isNewWorker: true }
}

/** It is here to be read: it starts when somebody asks, in the environment of who took it in, and ends as any other. */
function toIdle(spec: WorkerSpec, env: WorkerSpec['env']): WorkerSpec {
  return {
    ...spec,
    env: toRunEnvironment({ inherited: env, declared: {}, tty: spec.tty }),
    declaredEnv: {},
    start: 'manual',
    stop: defaultStop(spec.tty),
    restart: defaultRestart,
  }
}

/** What was said to it, and that it was lost on the way, if it was. */
function entriesOf({ run: before, entries, end }: Staged, run: RunRecord): readonly TranscriptEntry[] {
  if (!isLive(before) || run.state.status !== 'ended') return entries
  const { sinceMs, outcome } = run.state
  const last: TranscriptEntry = {
    kind: 'state',
    status: 'ended',
    outcome,
    run: run.id,
    sequence: (entries.at(-1)?.sequence ?? 0) + 1,
    timeMs: sinceMs,
    actor: 'supervisor',
    offset: end,
  }
  return [...entries, last]
}

/** So many in one transaction take a few ms. */
const entriesPerTick = 64

async function recordEntries(entries: readonly TranscriptEntry[], worker: WorkerId, context: Context): Promise<void> {
  const { journal } = context
  for (const [index, entry] of entries.entries()) {
    const { run, actor } = entry
    journal.record({
      kind: 'run.said',
      data: { entry },
      worker,
      run,
      actor,
      message: `${describeSaid(entry)} (imported)`,
    })
    // A store that cannot write keeps what waits, and is asked again at the end.
    if (index % entriesPerTick === entriesPerTick - 1) await journal.committed().catch(() => undefined)
  }
}
