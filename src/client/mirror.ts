import type { SkepEvent } from '../core/event.ts'
import { applyEvent, type Picture, toPicture } from '../core/picture.ts'
import type { Connection } from '../protocol/connection.ts'

/** The picture of a runtime that follows its events. */
export type Mirror = {
  readonly picture: Picture
  close(): void
}

/** Opens a mirror; `applied` is told of each event after it went in, which may be before the mirror is handed out. */
export async function openMirror(
  connection: Connection,
  applied: (event: SkepEvent, picture: Picture) => void,
): Promise<Mirror> {
  const early: SkepEvent[] = []
  let take = (event: SkepEvent): unknown => early.push(event)
  const close = connection.listen(notice => {
    if (notice.kind === 'events') for (const event of notice.events) take(event)
  })
  const picture = toPicture(await connection.ask('subscribe', {}))
  take = event => {
    if (event.id <= picture.revision) return
    applyEvent(picture, event)
    applied(event, picture)
  }
  for (const event of early) take(event)
  return { picture, close }
}
