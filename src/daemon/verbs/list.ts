import type { RunId } from '../../core/id.ts'
import { isInView, liveRunsOf, toListed } from '../../core/listed.ts'
import { toPorts } from '../../core/ports.ts'
import type { WorkerRecord } from '../../core/record.ts'
import { selectWorkers } from '../../core/select.ts'
import type { Standing } from '../../core/why.ts'
import { type ListParams, longestList, type WorkerList } from '../../protocol/verbs/list.ts'
import { type Context, findWorker, type Handler } from '../context.ts'

/** A page of the catalogue, with what its live runs use and where they listen, when that is asked for. */
export const list: Handler<'list'> = async (params, context) => {
  const { picture, world } = context
  const nowMs = world.now()
  const standings = selected(params, context).map(worker => ({
    worker,
    run: worker.run && picture.runs.get(worker.run),
  }))
  const asked = params.words || params.all ? standings : standings.filter(one => isInView(one, nowMs))
  const page = pageOf(asked, params, context)
  const workers = page.map(standing => toListed(standing, nowMs))
  const last = workers.at(-1)?.id
  const live = liveRunsOf(workers)
  return {
    runtimeId: picture.runtimeId,
    project: picture.project,
    workers,
    // What cannot be looked at now is left out: the rest is still true.
    usage: params.usage ? await context.measure(live) : [],
    ports: params.ports ? await portsOf(live, context) : [],
    next: last !== asked.at(-1)?.worker.id ? last : undefined,
  }
}

async function portsOf(live: readonly RunId[], { keeper }: Context): Promise<WorkerList['ports']> {
  const found = await keeper.ports(live).catch(() => [])
  return [...found].map(([run, sockets]) => [run, toPorts(sockets)])
}

function selected({ words }: ListParams, { picture }: Context): readonly WorkerRecord[] {
  const workers = picture.workers.values()
  return words ? selectWorkers(words, { workers }) : [...workers]
}

function pageOf(asked: readonly Standing[], { after }: ListParams, context: Context): readonly Standing[] {
  if (after === undefined) return asked.slice(0, longestList)
  const { id } = findWorker(context, after)
  const start = asked.findIndex(({ worker }) => worker.id === id) + 1
  return asked.slice(start, start + longestList)
}
