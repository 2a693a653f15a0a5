import { describeChanges } from '../core/difference.ts'
import type { TakenIn } from '../protocol/acknowledged.ts'
import type { Doors } from './doors.ts'

/** Says of those that run what the file says otherwise: `up` restarts nobody. */
export function sayPending(taken: readonly TakenIn[], { stderr }: Pick<Doors, 'stderr'>): void {
  for (const { name, pending } of taken) {
    if (pending.length === 0) continue
    stderr.write(`${name}: runs on as it is: ${describeChanges(pending)} changed; skep reload restarts it\n`)
  }
}
