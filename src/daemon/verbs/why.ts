import { chainOf } from '../../core/chain.ts'
import { findWorker, type Handler } from '../context.ts'

/** Why a worker stands where it stands. */
export const why: Handler<'why'> = async ({ worker }, context) => {
  const { picture, world, readiness } = context
  const lastAnswer = ({ id }: { readonly id: Parameters<typeof readiness.lastAnswer>[0] }): string | undefined =>
    readiness.lastAnswer(id)?.said
  return { link: chainOf(findWorker(context, worker), { picture, nowMs: world.now(), lastAnswer }) }
}
