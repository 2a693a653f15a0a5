import type { ProcessIdentity } from '../core/verdict.ts'
import type { Member } from './tree.ts'

// Forks that were under way when one pass looked are found by the next; both must find nothing.
const quietPasses = 2
// A bomb that forks out of its group faster than we look ends here: it is killed as far as it is known.
const mostPasses = 100

/**
 * Stops all that `look` finds until it finds nothing new, so that nothing can fork away. Answers with all of it, each as it
 * was before.
 */
export async function freeze(
  look: () => Promise<readonly Member[]>,
  stopAll: (fresh: readonly Member[]) => Promise<unknown>,
): Promise<readonly Member[]> {
  const frozen = new Map<string, Member>()
  let quiet = 0
  for (let pass = 0; quiet < quietPasses && pass < mostPasses; pass += 1) {
    const fresh = (await look()).filter(({ row }) => !frozen.has(keyOf(row)))
    quiet = fresh.length === 0 ? quiet + 1 : 0
    for (const member of fresh) frozen.set(keyOf(member.row), member)
    await stopAll(fresh)
  }
  return [...frozen.values()]
}

function keyOf({ pid, startTicks }: ProcessIdentity): string {
  return `${pid} ${startTicks}`
}
