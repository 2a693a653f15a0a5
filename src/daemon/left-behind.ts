import { Fault } from '../core/fault.ts'
import type { KeeperLink } from './keeper-link.ts'

/**
 * Lets go of a keeper whose runtime could not be opened: what it runs goes on, whatever is the matter with our records.
 * The problem that comes back names it.
 */
export async function leaveBehind(keeper: KeeperLink, problem: unknown): Promise<unknown> {
  const kept = await keeper.runs().catch(() => [])
  await keeper.leave()
  const living = kept.filter(({ isDrained }) => !isDrained).map(({ process }) => process.pid)
  if (!(problem instanceof Fault) || living.length === 0) return problem
  const { code, message, hint, data } = problem
  const { pid } = keeper.about
  const goesOn = `What runs goes on meanwhile: process ${living.slice(0, mostNamed).join(', ')}`
  const end = `Its keeper is process ${pid}: \`kill ${pid}\` ends that and all that it runs`
  const lines = [...(hint ? [hint] : []), goesOn, end]
  return new Fault({ code, message, hint: lines.join('\n  '), data: { ...data, living, keeper: pid } })
}

/** A line has room for so many. */
const mostNamed = 20
