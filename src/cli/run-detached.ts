import type { Client } from '../client/client.ts'
import { type Endings, watchEndings } from '../client/endings.ts'
import type { RunId } from '../core/id.ts'
import { exitCodeOf, type Outcome } from '../core/outcome.ts'
import type { AddParams } from '../protocol/verbs/add.ts'
import { toOutcomeDocument } from './documents/outcome.ts'
import type { Doors } from './doors.ts'
import { writeJson } from './json.ts'
import { begin, sayOutcome } from './run-foreground.ts'
import { openWatching, type Watching } from './watching.ts'

export type DetachedOrder = Pick<AddParams, 'spec' | 'taken'> & {
  /** What is waited for before we end; the run goes on in any case. */
  readonly wait: 'ready' | 'exit' | undefined
  readonly json: boolean
}

/** Starts one command and answers its run; waits for its start or its end when asked to. */
export async function runDetached(client: Client, order: DetachedOrder, doors: Doors): Promise<number> {
  const { wait, json } = order
  const [endings, watching] = [watchEndings(client), await openWatching(client)]
  try {
    const { run, name } = await begin(client, order)
    if (!json) doors.stdout.write(`${run}\n`)
    if (wait === 'ready') await untilStarted(run, endings, watching)
    const outcome = wait === 'exit' ? await endings.ended(run) : endings.outcomeOf(run)
    const isWaited = wait !== undefined && outcome !== undefined
    if (json) writeJson(doors, { run, worker: name, outcome: isWaited ? toOutcomeDocument(outcome) : undefined })
    return isWaited ? finish(outcome, doors) : 0
  } finally {
    endings.close()
    watching.close()
  }
}

/** As long as any wait takes that nobody has set a time for. */
const readyWithinMs = 60_000

async function untilStarted(run: RunId, { outcomeOf }: Endings, { picture, until }: Watching): Promise<void> {
  await until(() => outcomeOf(run) !== undefined || picture.runs.get(run)?.startedAtMs !== undefined, readyWithinMs)
}

function finish(outcome: Outcome, { stderr }: Doors): number {
  stderr.write(sayOutcome(outcome))
  return exitCodeOf(outcome)
}
