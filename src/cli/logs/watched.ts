import type { Client } from '../../client/client.ts'
import { openMirror } from '../../client/mirror.ts'
import type { SkepEvent } from '../../core/event.ts'
import { Fault } from '../../core/fault.ts'
import type { RunId } from '../../core/id.ts'
import type { Picture } from '../../core/picture.ts'
import { isLive } from '../../core/record.ts'
import type { Notice } from '../../protocol/notice.ts'

/** What is heard of a runtime while its output is read. */
export type Heard = {
  /** A run's output grew, or it ended. */
  grew(run: RunId): void
  /** A run was added. */
  added(event: SkepEvent): void
  /** What happened was missed: anything may have. */
  missed(): void
  /** The runtime is not there any more. */
  gone(reason: string): void
}

/** The present of a runtime, kept up to date also when something was missed. */
export type Watched = {
  readonly picture: Picture
  /** Whether nothing will be added to a run any more. */
  isComplete(run: RunId): boolean
  close(): void
}

/** Begins to listen, and then looks at what there is. */
export async function watchRuntime(client: Client, heard: Heard): Promise<Watched> {
  function take(event: SkepEvent): void {
    if (event.kind === 'run.ended' && event.run) heard.grew(event.run)
    if (event.kind === 'run.added') heard.added(event)
  }

  function hear(notice: Notice): void {
    if (notice.kind === 'grew') heard.grew(notice.run)
    if (notice.kind === 'closed') heard.gone(notice.reason)
  }

  const hush = client.listen(hear)
  const { picture, close } = await openMirror(client, take, heard.missed)
  return {
    picture,
    isComplete(id) {
      const run = picture.runs.get(id)
      return !run || !isLive(run)
    },
    close() {
      hush()
      close()
    },
  }
}

/** What is said when the runtime went while it was followed. */
export function goneFault(reason: string): Fault {
  const hint = 'all that was kept is there: the same command without -f shows it'
  return new Fault({ code: 'unreachable', message: `the runtime has gone: ${reason}`, hint })
}
