import type { Checkpoint } from '../core/checkpoint.ts'
import { Fault } from '../core/fault.ts'
import { readCheckpoint } from './checkpoints.ts'
import { type Bounds, type Page, PageDraft, type PageOrder } from './page.ts'
import { readSegment } from './segment-reader.ts'
import { readShape } from './shape.ts'
import { findTail, type TailOrder } from './tail.ts'
import { findTime } from './time.ts'

/**
 * Reads a run's output by cursor, in any process, while it is written and while segments are dropped. Holds no files
 * and no state: each answer is what was there at that moment, and costs what it shows, not what there is.
 */
export type LogReader = {
  /** From a cursor on; refused with `invalid-cursor` when that is past the end. */
  read(order: PageOrder): Promise<Page>
  /** The cursor where the last lines begin. */
  tail(order: TailOrder): Promise<number>
  /** The cursor of the first byte that was written at a time (ms since 1970) or later. */
  atTime(timeMs: number): Promise<number>
  bounds(): Promise<Bounds>
  /** What the terminal showed at the last place, at or before a cursor, where that was kept. */
  checkpoint(offset: number): Promise<Checkpoint | undefined>
}

/** A reader of the log in a run's folder; one with nothing in it yet reads as empty. */
export function openReader(folder: string): LogReader {
  return {
    read: order => readPage(folder, order),
    tail: async order => findTail(folder, await readShape(folder), order),
    atTime: async timeMs => findTime(folder, await readShape(folder), timeMs),
    async bounds() {
      const { segments, end } = await readShape(folder)
      return { firstAvailable: segments[0] ?? 0, end }
    },
    checkpoint: offset => readCheckpoint(folder, offset),
  }
}

async function readPage(folder: string, order: PageOrder): Promise<Page> {
  const { segments, end } = await readShape(folder)
  checkCursor(order.from, end)
  const page = new PageDraft(order, { firstAvailable: segments[0] ?? 0, end })
  for (const [at, start] of segments.entries()) {
    const stop = segments[at + 1] ?? end
    if (page.isFull) break
    if (page.cursor < stop) await readSegment(page, { folder, start, stop, isFirst: at === 0 })
  }
  return page.finish()
}

function checkCursor(cursor: number, end: number): void {
  if (Number.isSafeInteger(cursor) && cursor >= 0 && cursor <= end) return
  throw new Fault({
    code: 'invalid-cursor',
    message: `cursor ${cursor} is not a place in this output, which ends at ${end}`,
    hint: 'Read from a cursor that an earlier answer gave, or from the tail.',
    data: { cursor, end },
  })
}
