import type { Client } from '../client/client.ts'
import { bringUp } from '../client/up.ts'
import type { WorkerId } from '../core/id.ts'
import type { Stopped } from '../protocol/acknowledged.ts'
import type { Doors } from './doors.ts'
import { longestGrace } from './ending.ts'
import { announceHoldups } from './holdups.ts'
import { onInterrupts } from './interrupts.ts'
import { writeJson } from './json.ts'
import { brokenPipeCode } from './run-control.ts'
import { streamAll } from './stream.ts'
import { jsonStream } from './stream-json.ts'
import { toTextStream } from './stream-text.ts'
import type { UpOrder } from './up-order.ts'
import { exitCodeOfUp, isUpOver, type Until } from './up-over.ts'
import { sayPending } from './up-pending.ts'
import { allEnded, renderStopped, toVerdictDocument } from './verdicts.ts'

export type UpStreamedOrder = UpOrder & Until & { readonly json: boolean }

/** All output behind the workers' names until it is over; then what this has started ends, with the verdicts. */
export async function upStreamed(client: Client, order: UpStreamedOrder, doors: Doors): Promise<number> {
  const { stdout, env } = doors
  const mine = openMine(client, order, doors)
  const cut = new AbortController()
  let interrupted: number | undefined

  const stopWith = (exitCode: number, reason: string): void => {
    interrupted ??= exitCode
    void mine.end(reason).catch(ignore)
    cut.abort()
  }
  const endInterrupts = onInterrupts(doors, {
    interrupt: () => stopWith(130, 'Ctrl-C'),
    insist: () => void mine.kill('Ctrl-C twice').catch(ignore),
    terminate: signal => stopWith(signal === 'SIGTERM' ? 143 : 129, signal),
  })
  stdout.on('error', () => stopWith(brokenPipeCode, 'nobody reads its output any more'))
  const { names, json } = order
  const colour = stdout.isTTY && env['NO_COLOR'] === undefined
  const picture = await streamAll(client, {
    ...{ stdout, names, begin: mine.begin, cut: cut.signal },
    render: json ? jsonStream : toTextStream({ names, colour }),
    isOver: now => now.revision >= mine.latest() && isUpOver(now, order),
    end: () => mine.end('skep up is over'),
  }).finally(endInterrupts)
  const stopped = mine.stopped()
  if (json) writeJson(doors, { verdicts: stopped.map(toVerdictDocument) })
  else doors.stderr.write(renderStopped(stopped))
  return interrupted ?? (exitCodeOfUp(picture, order) || (allEnded(stopped) ? 0 : 1))
}

// What is asked while everything is being stopped comes too late to matter.
const ignore = (): void => undefined

/** What one `up` has started: it ends that, and nothing that somebody else has started. */
type Mine = {
  begin(): Promise<void>
  /** The last event of the beginning. */
  latest(): number
  /** Stops it, once. */
  end(reason: string): Promise<void>
  kill(reason: string): Promise<void>
  /** What became of those that the stop found something to do for. */
  stopped(): readonly Stopped[]
}

function openMine(client: Client, { ask }: UpStreamedOrder, doors: Doors): Mine {
  const started = Promise.withResolvers<readonly WorkerId[]>()
  let latest = Number.POSITIVE_INFINITY
  let ended: readonly Stopped[] = []
  let ending: Promise<void> | undefined

  async function stop(reason: string): Promise<void> {
    const ids = await started.promise
    const workers = (await client.ask('subscribe', {})).workers.filter(({ id }) => ids.includes(id))
    const graceMs = longestGrace({ verb: 'stop', workers })
    const endAnnouncement = announceHoldups(client, { pending: () => workers, graceMs }, doors)
    const { stopped } = await client.ask('stop', { workers: ids, reason, dependants: 'first' }).finally(endAnnouncement)
    ended = stopped.filter(({ changed, verdict }) => changed || verdict)
  }

  return {
    async begin() {
      const acknowledged = await bringUp(client, ask).catch((problem: unknown) => {
        started.resolve([])
        throw problem
      })
      sayPending(acknowledged, doors)
      latest = Math.max(0, ...acknowledged.map(({ eventId }) => eventId))
      started.resolve(acknowledged.filter(({ changed }) => changed).map(({ ref }) => ref.workerId))
    },
    latest: () => latest,
    end(reason) {
      ending ??= stop(reason)
      return ending
    },
    async kill(reason) {
      await client.ask('kill', { workers: await started.promise, reason })
    },
    stopped: () => ended,
  }
}
