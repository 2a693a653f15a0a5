import type { Client } from '../client/client.ts'
import { toPicture } from '../core/picture.ts'
import { isOnItsWay, type WorkerRecord } from '../core/record.ts'
import type { Stopped } from '../protocol/acknowledged.ts'
import type { Given } from './command.ts'
import type { Doors } from './doors.ts'
import { afterGraceMs, type Ending, longestGrace } from './ending.ts'
import { announceHoldups, findHoldups } from './holdups.ts'
import { writeJson } from './json.ts'
import { withFound } from './project.ts'
import { sayEnding } from './verdicts.ts'
import { isDoneWithin } from './within.ts'

export type DownOptions = { readonly keepRuns?: true; readonly reason?: string; readonly json?: true }

/** Stops everything with its verdicts and ends the daemon; where neither that nor a keeper lives it says so and starts none. */
export async function down({ options }: Given<DownOptions>, doors: Doors): Promise<number> {
  const json = options.json === true
  const code = await withFound(doors, options.keepRuns ? 'living' : 'running', async client => {
    if (options.keepRuns) await client.ask('leave', {})
    const ending = options.keepRuns ? nothingEnded : await endAll(client, options, doors)
    const exitCode = sayEnding(ending, { json }, doors)
    if (!json && exitCode === 0) doors.stdout.write(options.keepRuns ? 'down; what runs goes on\n' : 'down\n')
    return exitCode
  })
  if (code !== undefined) return code
  if (json) writeJson(doors, { verdicts: [] })
  else doors.stdout.write('nothing to end: no daemon lives for this project\n')
  return 0
}

const nothingEnded: Ending = { stopped: [], holdups: [] }

async function endAll(client: Client, { reason }: DownOptions, doors: Doors): Promise<Ending> {
  const workers = await findUp(client)
  const graceMs = longestGrace({ verb: 'stop', workers })
  let stopped: readonly Stopped[] | undefined
  const pending = (): readonly WorkerRecord[] => (stopped ? [] : workers)
  const endAnnouncement = announceHoldups(client, { pending, graceMs }, doors)
  const ending = client.ask('down', { reason }).then(answer => {
    stopped = answer.stopped.filter(({ changed, verdict }) => changed || verdict)
  })
  try {
    if (await isDoneWithin(ending, graceMs + afterGraceMs)) return { stopped: stopped ?? [], holdups: [] }
  } finally {
    ending.catch(() => undefined)
    endAnnouncement()
  }
  return { stopped: [], holdups: await findHoldups(client, await findUp(client)) }
}

async function findUp(client: Client): Promise<readonly WorkerRecord[]> {
  return [...toPicture(await client.ask('subscribe', {})).workers.values()].filter(isOnItsWay)
}
