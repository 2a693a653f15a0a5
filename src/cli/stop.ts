import { dependantsOf } from '../core/needs.ts'
import type { WorkerRecord } from '../core/record.ts'
import type { Given } from './command.ts'
import type { Doors } from './doors.ts'
import { endWorkers } from './ending.ts'
import { isUp, type TargetOptions, withTargets } from './targets.ts'
import { sayEnding } from './verdicts.ts'

export type StopOptions = TargetOptions & {
  readonly reason?: string
  readonly grace?: number
  readonly withDependants?: true
  readonly json?: true
}

/** Stops workers and says what became of every process; 1 when something survived, or is not over in time. */
export function stop(given: Given<StopOptions>, doors: Doors): Promise<number> {
  const { reason, grace, withDependants, json } = given.options
  const dependants = withDependants ? 'too' : undefined
  return withTargets(given, { command: 'stop', suits: isUp, doors }, async ({ client, workers: named }) => {
    const { workers: all } = await client.ask('subscribe', {})
    const needing = allDependants(named, all)
    const workers = dependants ? [...named, ...needing] : named
    const ending = await endWorkers(client, { verb: 'stop', workers, reason, graceMs: grace, dependants }, doors)
    if (!dependants && needing.length > 0) warn(needing, doors)
    return sayEnding(ending, { json: json === true }, doors)
  })
}

/** Those that run and need one of these, or need one that does. */
function allDependants(named: readonly WorkerRecord[], all: readonly WorkerRecord[]): readonly WorkerRecord[] {
  const ids = new Set(named.map(({ id }) => id))
  const found = [...named]
  // What is found while it is gone through is gone through too.
  for (const worker of found) {
    const fresh = dependantsOf(worker, all).filter(one => !ids.has(one.id) && isUp(one))
    for (const one of fresh) ids.add(one.id)
    found.push(...fresh)
  }
  return found.slice(named.length)
}

function warn(needing: readonly WorkerRecord[], { stderr }: Doors): void {
  const names = needing.map(({ spec }) => spec.name).join(', ')
  const go = needing.length === 1 ? 'goes' : 'go'
  stderr.write(`skep: ${names} ${go} on without it; --with-dependants stops what needs it too\n`)
}
