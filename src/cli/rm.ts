import { Fault } from '../core/fault.ts'
import { isOnItsWay, type WorkerRecord } from '../core/record.ts'
import { sayAcknowledged } from './acknowledged.ts'
import type { Given } from './command.ts'
import type { Doors } from './doors.ts'
import { type TargetOptions, withTargets } from './targets.ts'

export type RmOptions = TargetOptions & { readonly ended?: true; readonly json?: true }

/** Takes workers out of the catalogue; one that is active is refused, and then none is taken out. */
export function rm({ words, options }: Given<RmOptions>, doors: Doors): Promise<number> {
  const { ended, json } = options
  if (ended && (words.length > 0 || options.all)) {
    throw new Fault({ code: 'usage', message: '--ended takes no names and no --all', hint: 'write skep rm --ended' })
  }
  const targets = { words, options: ended ? { all: ended } : options }
  return withTargets(
    targets,
    { command: 'rm', suits: ended ? hasEnded : isAtRest, doors },
    async ({ client, workers }) => {
      const { acknowledged } = await client.ask('remove', { workers: workers.map(({ id }) => id) })
      sayAcknowledged(acknowledged, { json: json === true, say: () => 'removed' }, doors)
      if (!json && acknowledged.length === 0) doors.stderr.write('skep: nothing was there to be removed\n')
      return 0
    },
  )
}

function isAtRest(worker: WorkerRecord): boolean {
  return !isOnItsWay(worker)
}

/** What a file names is the file's to remove. */
function hasEnded({ origin, state }: WorkerRecord): boolean {
  return origin === 'ad-hoc' && (state.status === 'ended' || state.status === 'gave-up')
}
