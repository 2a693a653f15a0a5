import type { SkepEvent } from '../core/event.ts'
import type { EventCursor } from './event-cursor.ts'

/** What a subscriber is told. */
export type Told =
  | { readonly kind: 'event'; readonly event: SkepEvent }
  /** Fell behind, and was told all up to the cursor: read on from there, or subscribe again. It is the last word. */
  | { readonly kind: 'lagged'; readonly cursor: EventCursor }

/** Events that wait for a slow subscriber, of which there is a most. */
export type ToldQueue = {
  push(event: SkepEvent): void
  /** Says that what follows is unknown. */
  lose(): void
  /** No more will come. */
  end(): void
  /** The next event; `lost` once what follows is not there, undefined at the end. */
  next(): Promise<SkepEvent | 'lost' | undefined>
}

/** Opens an empty queue. */
export function openToldQueue(most: number): ToldQueue {
  const waiting: SkepEvent[] = []
  let isLost = false
  let isOver = false
  let wake: (() => void) | undefined

  function ring(): void {
    wake?.()
    wake = undefined
  }

  function take(): SkepEvent | 'lost' | undefined {
    return waiting.shift() ?? (isLost ? 'lost' : undefined)
  }

  return {
    push(event) {
      if (isLost || isOver) return
      if (waiting.length >= most) isLost = true
      else waiting.push(event)
      ring()
    },
    lose() {
      isLost = true
      ring()
    },
    end() {
      isOver = true
      ring()
    },
    async next() {
      while (waiting.length === 0 && !isLost && !isOver)
        await new Promise<void>(resolve => {
          wake = resolve
        })
      return take()
    },
  }
}
