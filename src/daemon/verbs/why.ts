import { chainOf } from '../../core/chain.ts'
import type { RunRecord } from '../../core/record.ts'
import { findWorker, type Handler } from '../context.ts'

/** Why a worker stands where it stands. */
export const why: Handler<'why'> = async ({ worker }, context) => {
  const { picture, world, readiness } = context
  const lastAnswer = ({ id }: RunRecord): string | undefined => readiness.lastAnswer(id)?.said
  return { link: chainOf(findWorker(context, worker), { picture, nowMs: world.now(), lastAnswer }) }
}
