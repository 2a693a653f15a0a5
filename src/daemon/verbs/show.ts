import type { WorkerId } from '../../core/id.ts'
import { toListed } from '../../core/listed.ts'
import { toPorts } from '../../core/ports.ts'
import { isLive, type RunRecord } from '../../core/record.ts'
import { hideSecrets } from '../../core/secrets.ts'
import { unlimitedAttempts, type WorkerSpec } from '../../core/spec.ts'
import type { Standing } from '../../core/why.ts'
import type { Shown, ShownSpec } from '../../protocol/verbs/show.ts'
import { type Context, findRun, findWorker, type Handler } from '../context.ts'

/** More of what was to be known about one worker helps nobody. */
const mostDiagnostics = 20

/** Everything about a worker or a run. */
export const show: Handler<'show'> = async (params, context) => {
  const asked = 'run' in params ? findRun(context, params.run) : undefined
  const standing = standingOf('run' in params ? asked?.worker : params.worker, context)
  const run = asked ?? standing?.run
  const worker = asked?.worker ?? standing?.worker.id
  return {
    runtimeId: context.picture.runtimeId,
    worker: standing && { ...toListed(standing, context.world.now()), spec: toShownSpec(standing.worker.spec) },
    run,
    ...(await presentOf(run, context)),
    diagnostics: context.store.diagnostics({ worker, limit: mostDiagnostics }),
  }
}

function standingOf(id: WorkerId | undefined, context: Context): Standing | undefined {
  const { workers, runs } = context.picture
  if (id === undefined || !workers.has(id)) return undefined
  const worker = findWorker(context, id)
  return { worker, run: worker.run && runs.get(worker.run) }
}

async function presentOf(
  run: RunRecord | undefined,
  { measure, keeper }: Context,
): Promise<Pick<Shown, 'usage' | 'ports'>> {
  if (!run || !isLive(run)) return { usage: undefined, ports: [] }
  const usage = await measure([run.id])
  const ports = await keeper.ports([run.id]).catch(() => undefined)
  return { usage: usage[0]?.[1], ports: toPorts(ports?.get(run.id) ?? []) }
}

function toShownSpec({ env: _whole, declaredEnv, restart, ...spec }: WorkerSpec): ShownSpec {
  const attempts = restart.attempts === unlimitedAttempts ? undefined : restart.attempts
  return { ...spec, env: hideSecrets(declaredEnv), restart: { ...restart, attempts } }
}
