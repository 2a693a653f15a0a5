import type { Client } from '../client/client.ts'
import type { RunId } from '../core/id.ts'
import { isOnItsWay } from '../core/record.ts'
import type { Verdict } from '../core/verdict.ts'
import type { Given } from './command.ts'
import type { Doors } from './doors.ts'
import { afterGraceMs, longestGrace } from './ending.ts'
import { announceHoldups } from './holdups.ts'
import { writeJson } from './json.ts'
import { renderBegan, toBeganDocument } from './start.ts'
import { type Began, startWithinMs, untilBegan } from './starting.ts'
import { type TargetOptions, type Targets, withTargets } from './targets.ts'
import { renderVerdict, toVerdictFacts } from './verdicts.ts'
import { openWatching } from './watching.ts'

export type RestartOptions = TargetOptions & { readonly reason?: string; readonly grace?: number; readonly json?: true }

/** A worker with its new run, and what became of the one before it. */
type Restarted = { readonly began: Began; readonly before: RunId | undefined; readonly verdict: Verdict | undefined }

/** Stops workers and starts them anew; says what became of the run before and how the new one began. */
export function restart(given: Given<RestartOptions>, doors: Doors): Promise<number> {
  return withTargets(given, { command: 'restart', suits: isOnItsWay, doors }, async targets => {
    const restarted = await restartAll(targets, given.options, doors)
    if (given.options.json) writeJson(doors, { workers: restarted.map(toDocument) })
    else doors.stdout.write(restarted.map(render).join(''))
    return restarted.every(isWhole) ? 0 : 1
  })
}

async function restartAll(
  { client, workers }: Targets,
  { reason, grace: graceMs }: RestartOptions,
  doors: Doors,
): Promise<readonly Restarted[]> {
  const watching = await openWatching(client)
  const longestMs = longestGrace({ verb: 'stop', workers, graceMs })
  const pending = () => workers.filter(({ id, run }) => watching.picture.workers.get(id)?.run === run)
  const endAnnouncement = announceHoldups(client, { pending, graceMs: longestMs }, doors)
  const { acknowledged } = await client.ask('restart', { workers: workers.map(({ id }) => id), reason, graceMs })
  const began = await untilBegan(watching, acknowledged, longestMs + afterGraceMs + startWithinMs)
  endAnnouncement()
  watching.close()
  return Promise.all(began.map((one, at) => withVerdict(client, one, workers[at]?.run)))
}

async function withVerdict(client: Client, began: Began, before: RunId | undefined): Promise<Restarted> {
  const { workerId: worker } = began.acknowledged.ref
  const { runs } = await client.ask('runs', { worker, limit: 2 })
  return { began, before, verdict: runs.find(({ id }) => id === before)?.verdict }
}

function render({ began, verdict }: Restarted): string {
  const { name } = began.acknowledged
  const survived = verdict && verdict.survivors.length > 0 ? renderVerdict(name, verdict) : ''
  return `${survived}${name}: ${renderBegan(began, 'restarted')}\n`
}

function toDocument({ began, before, verdict }: Restarted): Readonly<Record<string, unknown>> {
  return { ...toBeganDocument(began), before: verdict && { run: before, ...toVerdictFacts(verdict) } }
}

function isWhole({ began, verdict }: Restarted): boolean {
  const isThere = began.standing === 'up' || began.standing === 'done'
  return isThere && (verdict?.survivors ?? []).length === 0
}
