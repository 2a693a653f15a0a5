import type { Client } from '../client/client.ts'
import type { WorkerId } from '../core/id.ts'
import type { WorkerRecord } from '../core/record.ts'
import type { Stopped } from '../protocol/acknowledged.ts'
import type { Doors } from './doors.ts'
import { announceHoldups, findHoldups, type Holdup } from './holdups.ts'
import { isDoneWithin } from './within.ts'

/** Which workers are to end, and how. */
export type EndOrder = {
  readonly verb: 'stop' | 'kill' | 'cancel'
  readonly workers: readonly WorkerRecord[]
  readonly reason?: string | undefined
  /** Another grace than the workers' own. */
  readonly graceMs?: number | undefined
  /** Whether each waits until those that need it have ended, which are stopped too. */
  readonly dependants?: 'too' | undefined
}

/** What came of it: the verdicts that are in, and who still holds up the others. */
export type Ending = { readonly stopped: readonly Stopped[]; readonly holdups: readonly Holdup[] }

/** What a stop may take on top of its grace: the kill, and the last look. */
export const afterGraceMs = 5_000

/** Ends workers, all at once, and waits for their verdicts as long as their grace allows. */
export async function endWorkers(client: Client, order: EndOrder, doors: Doors): Promise<Ending> {
  const { workers } = order
  const answers = new Map<WorkerId, Stopped>()
  const pending = (): readonly WorkerRecord[] => workers.filter(({ id }) => !answers.has(id))
  const graceMs = longestGrace(order)
  const endAnnouncement = announceHoldups(client, { pending, graceMs }, doors)
  const ending = Promise.all(
    workers.map(async ({ id }) => void answers.set(id, await endOne(client, id, order))),
  ).finally(endAnnouncement)
  const isOver = await isDoneWithin(ending, graceMs + afterGraceMs)
  // Who gives up waiting hears no more of it.
  ending.catch(() => undefined)
  endAnnouncement()
  const stopped = workers.flatMap(({ id }) => answers.get(id) ?? [])
  return { stopped, holdups: isOver ? [] : await findHoldups(client, pending()) }
}

async function endOne(client: Client, id: WorkerId, { verb, reason, graceMs, dependants }: EndOrder): Promise<Stopped> {
  const workers = [id]
  const asked =
    verb === 'stop' ? client.ask(verb, { workers, reason, graceMs, dependants }) : client.ask(verb, { workers, reason })
  const stopped = (await asked).stopped.find(({ worker }) => worker === id)
  if (!stopped) throw new Error(`a ${verb} of ${id} has no answer`)
  return stopped
}

/** How long those that are to end may take by themselves. */
export function longestGrace({ verb, workers, graceMs }: Omit<EndOrder, 'reason'>): number {
  if (verb === 'kill') return 0
  return graceMs ?? Math.max(0, ...workers.map(({ spec }) => spec.stop.graceMs))
}
