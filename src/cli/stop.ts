import { withDependants } from '../core/needs.ts'
import { isOnItsWay, type WorkerRecord } from '../core/record.ts'
import type { Given } from './command.ts'
import type { Doors } from './doors.ts'
import { endWorkers } from './ending.ts'
import { type TargetOptions, withTargets } from './targets.ts'
import { sayEnding } from './verdicts.ts'

export type StopOptions = TargetOptions & {
  readonly reason?: string
  readonly grace?: number
  readonly withDependants?: true
  readonly json?: true
}

/** Stops workers and says what became of every process; 1 when something survived, or is not over in time. */
export function stop(given: Given<StopOptions>, doors: Doors): Promise<number> {
  const { reason, grace, json } = given.options
  const dependants = given.options.withDependants ? 'too' : undefined
  return withTargets(
    given,
    { command: 'stop', suits: isOnItsWay, doors },
    async ({ client, picture, workers: named }) => {
      const needing = [...withDependants(named, picture.workers.values())]
      const workers = dependants ? needing : named
      const ending = await endWorkers(client, { verb: 'stop', workers, reason, graceMs: grace, dependants }, doors)
      if (!dependants && needing.length > named.length) warn(needing.slice(named.length), doors)
      return sayEnding(ending, { json: json === true }, doors)
    },
  )
}

function warn(needing: readonly WorkerRecord[], { stderr }: Doors): void {
  const names = needing.map(({ spec }) => spec.name).join(', ')
  const go = needing.length === 1 ? 'goes' : 'go'
  stderr.write(`skep: ${names} ${go} on without it; --with-dependants stops what needs it too\n`)
}
