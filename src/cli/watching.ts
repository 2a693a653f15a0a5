import type { Client } from '../client/client.ts'
import { openMirror } from '../client/mirror.ts'
import type { Picture } from '../core/picture.ts'

/** The picture of a runtime, on which it can be waited. */
export type Watching = {
  readonly picture: Picture
  /** Looks after every event; resolves with whether it came true within the time. */
  until(isMet: () => boolean, timeoutMs: number): Promise<boolean>
  close(): void
}

/** Begins to watch: what is asked for from here on is seen event by event. */
export async function openWatching(client: Client): Promise<Watching> {
  const waiting = new Set<() => void>()
  const lookAll = (): void => {
    for (const look of [...waiting]) look()
  }
  const { picture, close } = await openMirror(client, lookAll, lookAll)

  return {
    picture,
    until(isMet, timeoutMs) {
      if (isMet()) return Promise.resolve(true)
      return new Promise(resolve => {
        const timer = Number.isFinite(timeoutMs) ? setTimeout(() => finish(false), timeoutMs) : undefined
        const look = (): void => {
          if (isMet()) finish(true)
        }
        function finish(met: boolean): void {
          clearTimeout(timer)
          waiting.delete(look)
          resolve(met)
        }
        waiting.add(look)
      })
    },
    close,
  }
}
