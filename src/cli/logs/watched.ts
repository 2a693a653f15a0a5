import type { Client } from '../../client/client.ts'
import { type Mirror, openMirror } from '../../client/mirror.ts'
import type { SkepEvent } from '../../core/event.ts'
import { Fault } from '../../core/fault.ts'
import type { RunId } from '../../core/id.ts'
import { isLive } from '../../core/record.ts'
import type { Notice } from '../../protocol/notice.ts'

/** What is heard of a runtime while its output is read. */
export type Heard = {
  /** A run's output grew, or it ended. */
  grew(run: RunId): void
  /** A run was added; or, with nothing, it is not known what happened. */
  changed(event: SkepEvent | undefined): void
  /** The runtime is not there any more. */
  gone(reason: string): void
}

/** The present of a runtime, kept up to date also when something was missed. */
export type Watched = {
  readonly picture: () => Mirror['picture']
  /** Whether nothing will be added to a run any more. */
  isComplete(run: RunId): boolean
  close(): void
}

/** Begins to listen, and then looks at what there is. */
export async function watchRuntime(client: Client, heard: Heard): Promise<Watched> {
  let mirror = await openMirror(client, take)

  function take(event: SkepEvent): void {
    if (event.kind === 'run.ended' && event.run) heard.grew(event.run)
    if (event.kind === 'run.added') heard.changed(event)
  }

  // Told nothing any more until it asks again.
  async function lookAgain(): Promise<void> {
    const old = mirror
    mirror = await openMirror(client, take)
    old.close()
    heard.changed(undefined)
  }

  function hear(notice: Notice): void {
    if (notice.kind === 'grew') heard.grew(notice.run)
    if (notice.kind === 'closed') heard.gone(notice.reason)
    // When the runtime goes meanwhile, that is told as well.
    if (notice.kind === 'lagged') void lookAgain().catch(() => undefined)
  }

  const hush = client.listen(hear)
  return {
    picture: () => mirror.picture,
    isComplete(id) {
      const run = mirror.picture.runs.get(id)
      return !run || !isLive(run)
    },
    close() {
      hush()
      mirror.close()
    },
  }
}

/** What is said when the runtime went while it was followed. */
export function goneFault(reason: string): Fault {
  const hint = 'all that was kept is there: the same command without -f shows it'
  return new Fault({ code: 'unreachable', message: `the runtime has gone: ${reason}`, hint })
}
