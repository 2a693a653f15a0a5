import type { RunId } from '../../core/id.ts'
import { isLive, type RunRecord } from '../../core/record.ts'
import { findMarked } from '../../process/strays.ts'
import type { PortHolder, Stray } from '../../protocol/verbs/strays.ts'
import type { Context, Handler } from '../context.ts'
import { findClaims } from '../port-claims.ts'

/** Finds the processes that outlive their runs, and who has the ports of workers that do not run. */
export const strays: Handler<'strays'> = async (_params, context) => ({
  strays: await findStrays(context),
  holders: await findPortHolders(context),
})

/** Every living process that carries the mark of a run of this project that has ended. */
export async function findStrays(context: Pick<Context, 'picture' | 'store'>): Promise<readonly Stray[]> {
  const known = new Map<RunId, RunRecord | undefined>()
  const ended = (id: RunId): RunRecord | undefined => {
    if (!known.has(id)) known.set(id, context.picture.runs.get(id) ?? context.store.run(id))
    const run = known.get(id)
    return run && !isLive(run) ? run : undefined
  }
  const marked = await findMarked(id => ended(id) !== undefined)
  return marked.flatMap(({ run: id, ...process }) => {
    const run = ended(id)
    if (!run) return []
    const name = context.picture.workers.get(run.worker)?.spec.name
    return [{ ...process, run: id, worker: run.worker, name, runEndedAtMs: run.endedAtMs }]
  })
}

/** Who holds ports that workers claim: each holder that is no run of one who claims it. */
export async function findPortHolders(context: Pick<Context, 'picture' | 'store'>): Promise<readonly PortHolder[]> {
  const wanted = [...context.picture.workers.values()].filter(({ spec }) => spec.ports)
  const claims = await findClaims(context, [...new Set(wanted.flatMap(({ spec }) => spec.ports ?? []))])
  return claims.flatMap(({ holder: { port, process, run }, said }) => {
    const claiming = wanted.filter(({ spec }) => spec.ports?.includes(port))
    if (run && claiming.some(worker => worker.run === run)) return []
    const wantedBy = claiming.map(({ spec }) => spec.name)
    return [{ port, wantedBy, pid: process?.pid, command: process?.command, run, said }]
  })
}
