import type { SkepEvent } from '../core/event.ts'
import { applyEvent, type Picture, type Present, toPicture } from '../core/picture.ts'
import type { Connection } from '../protocol/connection.ts'
import type { Notice } from '../protocol/notice.ts'

/** The picture of a runtime that follows its events. */
export type Mirror = {
  readonly picture: Picture
  close(): void
}

/**
 * Opens a mirror of a runtime. `applied` is told of each event after it went in, which may be before the mirror is handed
 * out; `renewed` when events were missed, as over a change of the daemon: the picture is whole again then.
 */
export async function openMirror(
  connection: Pick<Connection, 'ask' | 'listen'>,
  applied: (event: SkepEvent, picture: Picture) => void,
  renewed: (picture: Picture) => void = () => undefined,
): Promise<Mirror> {
  let early: SkepEvent[] | undefined = []
  let picture: Picture | undefined

  function take(event: SkepEvent): void {
    if (early || !picture) early?.push(event)
    else if (event.id > picture.revision) {
      applyEvent(picture, event)
      applied(event, picture)
    }
  }

  function settle(): void {
    const waiting = early ?? []
    early = undefined
    for (const event of waiting) take(event)
  }

  async function renew(): Promise<void> {
    early ??= []
    const present = await connection.ask('subscribe', {})
    if (picture) renewPicture(picture, present)
    if (picture) renewed(picture)
    settle()
  }

  const close = connection.listen((notice: Notice) => {
    if (notice.kind === 'events') for (const event of notice.events) take(event)
    // What cannot be asked now is asked when the next daemon tells that something was missed.
    if (notice.kind === 'lagged') void renew().catch(() => undefined)
  })
  picture = toPicture(await connection.ask('subscribe', {}))
  settle()
  return { picture, close }
}

function renewPicture(picture: Picture, present: Present): void {
  const { revision, workers, runs, diagnostics } = toPicture(present)
  picture.revision = revision
  picture.workers.clear()
  picture.runs.clear()
  for (const [id, worker] of workers) picture.workers.set(id, worker)
  for (const [id, run] of runs) picture.runs.set(id, run)
  picture.diagnostics.splice(0, picture.diagnostics.length, ...diagnostics)
}
