import { chainOf, type Evidence, type Link } from '../../core/chain.ts'
import type { RunId } from '../../core/id.ts'
import { type Context, findWorker, type Handler } from '../context.ts'
import { lastLinesOf } from '../last-lines.ts'

/** Why a worker stands where it stands. */
export const why: Handler<'why'> = async ({ worker }, context) => {
  const { picture, world } = context
  const link = (evidence: (run: RunId) => Evidence): Link =>
    chainOf(findWorker(context, worker), { picture, nowMs: world.now(), evidence })
  // Who is in the chain is looked at first; what is found out about them is laid into the chain as it is then.
  const found = await gather([...runsIn(link(() => ({})))].slice(0, mostLookedAt), context)
  return { link: link(run => found.get(run) ?? {}) }
}

/** A person reads no more. */
const mostLookedAt = 20

function* runsIn({ run, because }: Link): Iterable<RunId> {
  if (run) yield run
  for (const one of because) yield* runsIn(one)
}

async function gather(runs: readonly RunId[], context: Context): Promise<ReadonlyMap<RunId, Evidence>> {
  return new Map(await Promise.all(runs.map(async run => [run, await evidenceOf(run, context)] as const)))
}

async function evidenceOf(run: RunId, { picture, keeper, readiness, world }: Context): Promise<Evidence> {
  const status = picture.runs.get(run)?.state.status
  const [tree, lines] = await Promise.all([
    status === 'stopping' ? keeper.tree(run).catch(() => []) : [],
    lastLinesOf(world.runsFolder, run),
  ])
  const processes = tree.map(({ pid, command }) => ({ pid, command }))
  return { answer: readiness.lastAnswer(run)?.said, processes, lines }
}
