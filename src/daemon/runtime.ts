import type { Actor } from '../core/actor.ts'
import type { Keeper } from '../core/keeper.ts'
import type { RecordStore } from '../disk/store.ts'
import type { Connection } from '../protocol/connection.ts'
import { openConnection, type Shared } from './connect.ts'
import { openJournal } from './journal.ts'
import type { Parts, World } from './parts.ts'
import { openQueries } from './queries.ts'
import { recover } from './recover.ts'
import { openRenderings } from './rendering/renderings.ts'
import { openRetention } from './retention.ts'
import { openShutdown } from './shutdown.ts'
import { openTranscripts } from './transcripts.ts'
import { openTyping } from './typing.ts'
import { openUsageWatch } from './usage.ts'
import { openWorkers } from './workers.ts'

/** The authority over everything in one project. */
export type Runtime = {
  connect(actor: Actor): Connection
  /** Stops every worker, if that has not been done yet; resolves when it is done. */
  stop(): Promise<void>
  /** Writes what waits and lets go of everything but the keeper and the store, which were given. */
  close(): Promise<void>
}

export type RuntimeParts = {
  readonly project: string
  readonly keeper: Keeper
  readonly store: RecordStore
  readonly world: World
}

/** Opens the runtime on what its store remembers; resolves when what was left of an earlier one is dealt with. */
export async function openRuntime({ project, keeper, store, world }: RuntimeParts): Promise<Runtime> {
  const picture = store.picture(project)
  const journal = openJournal({ picture, store, now: world.now })
  const transcripts = openTranscripts({ journal, store, picture })
  const parts: Parts = { picture, journal, transcripts, keeper, store, world }
  // Before the runs: it hears of an end first, and what was typed stands before that in the transcript.
  const typing = openTyping(keeper, transcripts)
  const workers = openWorkers(parts)
  const queries = openQueries(parts)
  const usage = openUsageWatch(keeper, picture)
  const retention = openRetention(parts)
  const renderings = openRenderings(world)
  const shared: Shared = { ...parts, workers, typing, renderings, usage, shutdown: openShutdown() }

  journal.record({ kind: 'runtime.started', data: {}, actor: 'supervisor', message: `opened ${project}` })
  await recover(parts, workers)
  void retention.tidy()

  return {
    connect: actor => openConnection(shared, actor),
    async stop() {
      const connection = openConnection(shared, 'supervisor')
      try {
        await connection.ask('down', { reason: 'skep ended' })
      } finally {
        await connection.close()
      }
    },
    async close() {
      await retention.close()
      usage.close()
      renderings.close()
      queries.close()
      typing.close()
      workers.close()
      journal.close()
    },
  }
}
