import type { Actor } from '../core/actor.ts'
import type { Keeper } from '../core/keeper.ts'
import type { Picture } from '../core/picture.ts'
import { isLive, isOnItsWay } from '../core/record.ts'
import type { RecordStore } from '../disk/store.ts'
import type { Connection } from '../protocol/connection.ts'
import { openTerminalSizes } from '../protocol/terminal-sizes.ts'
import { openChanges } from './changes.ts'
import { openConnection, type Shared } from './connect.ts'
import { openFacts } from './facts.ts'
import { openHooks } from './hooks.ts'
import { type Host, noHost } from './host.ts'
import { openJournal } from './journal.ts'
import type { Parts, World } from './parts.ts'
import { openQueries } from './queries.ts'
import { openReadiness } from './readiness/readiness.ts'
import { recover } from './recover.ts'
import { openRenderings } from './rendering/renderings.ts'
import { openRetention } from './retention.ts'
import { openShutdown } from './shutdown.ts'
import { openSizes } from './sizes.ts'
import { openCheckpoints } from './terminal/checkpoints.ts'
import { openTranscripts } from './transcripts.ts'
import { openUsageWatch } from './usage.ts'
import { openWatches } from './watches.ts'
import { openWorkers } from './workers.ts'

/** The authority over everything in one project. */
export type Runtime = {
  connect(actor: Actor): Connection
  /** Goes on after another keeper has taken the place of the one that there was. */
  goOn(): Promise<void>
  /** Whether nothing runs and nothing is about to. */
  isIdle(): boolean
  /** How many workers have a run that has not ended. */
  running(): number
  /** Stops every worker, if that has not been done yet; resolves when it is done. */
  stop(): Promise<void>
  /** Lets a runtime that was stopped be changed again; whether it had been stopped. */
  start(actor: Actor): Promise<boolean>
  /** Writes what waits and lets go of everything but the keeper and the store, which were given. */
  close(): Promise<void>
}

export type RuntimeParts = {
  readonly project: string
  readonly keeper: Keeper
  readonly store: RecordStore
  readonly world: World
  readonly host?: Host
}

/** Opens the runtime on what its store remembers; resolves when what was left of an earlier one is dealt with. */
export async function openRuntime({ project, keeper, store, world, host = noHost }: RuntimeParts): Promise<Runtime> {
  const picture = store.picture(project)
  const journal = openJournal({ picture, store, now: world.now })
  const transcripts = openTranscripts({ journal, store, picture })
  const parts: Parts = { picture, journal, transcripts, keeper, store, world }
  const workers = openWorkers(parts)
  const facts = openFacts(parts, workers.runs)
  const readiness = openReadiness(parts, workers.runs)
  const watches = openWatches(parts, workers)
  const hooks = openHooks(parts)
  const usage = openUsageWatch(keeper, picture)
  const retention = openRetention(parts)
  const sizes = openSizes(parts)
  const queries = openQueries(parts, sizes)
  const checkpoints = openCheckpoints(parts)
  const renderings = openRenderings(world)
  const shutdown = openShutdown()
  const viewers = openTerminalSizes(keeper)
  const shared: Shared = {
    ...{ ...parts, workers, facts, usage, sizes, readiness, renderings },
    ...{ host, shutdown, changes: openChanges(), viewers },
  }
  const goOn = async (): Promise<void> => {
    queries.goOn(await facts.holdDuring(() => recover(parts, workers, facts)))
    readiness.goOn()
    watches.goOn()
  }

  journal.record({ kind: 'runtime.started', data: {}, actor: 'supervisor', message: `opened ${project}` })
  await goOn()
  void retention.tidy()

  return {
    goOn,
    isIdle: () => isIdle(picture),
    running: () => [...picture.runs.values()].filter(isLive).length,
    connect: actor => openConnection(shared, actor),
    async stop() {
      const connection = openConnection(shared, 'supervisor')
      try {
        await connection.ask('down', { reason: 'skep ended' })
      } finally {
        await connection.close()
      }
    },
    async start(actor) {
      if (!(await shutdown.undo())) return false
      journal.record({ kind: 'runtime.started', data: {}, actor, message: `started ${project} again` })
      await journal.committed()
      return true
    },
    async close() {
      await retention.close()
      usage.close()
      readiness.close()
      watches.close()
      hooks.close()
      renderings.close()
      checkpoints.close()
      queries.close()
      sizes.close()
      facts.close()
      workers.close()
      journal.close()
    },
  }
}

function isIdle({ runs, workers }: Picture): boolean {
  if ([...runs.values()].some(isLive)) return false
  return [...workers.values()].every(worker => !isOnItsWay(worker))
}
