import type { WorkerId } from '../../../core/id.ts'

/** What the list remembers. */
export type WorkersMemory = {
  /** Undefined, or gone from the list: the first one counts as selected. */
  readonly selected: WorkerId | undefined
  /** The first row that is seen. */
  readonly top: number
  /** Part of a name; with `!` before it, the names without it. */
  readonly filter: string
  /** Those that a verb is for, when there are any. */
  readonly marked: ReadonlySet<WorkerId>
}

export const emptyWorkersMemory: WorkersMemory = { selected: undefined, top: 0, filter: '', marked: new Set() }

/** Selects one worker and scrolls only as far as it takes to see it. */
export function selectWorker(
  memory: WorkersMemory,
  ids: readonly WorkerId[],
  { id, rows }: { readonly id: WorkerId; readonly rows: number },
): WorkersMemory {
  return { ...memory, selected: id, top: topToShow(memory.top, ids.indexOf(id), rows) }
}

function topToShow(top: number, index: number, rows: number): number {
  if (index < top) return index
  return index >= top + rows ? index - rows + 1 : top
}

/** The first row that is seen, kept within what there is. */
export function clampTop(top: number, count: number, rows: number): number {
  return Math.max(0, Math.min(top, count - rows))
}

/** Marks a worker, or takes its mark away. */
export function toggleMark(memory: WorkersMemory, id: WorkerId): WorkersMemory {
  const marked = new Set(memory.marked)
  if (!marked.delete(id)) marked.add(id)
  return { ...memory, marked }
}

/** Whether a name passes the filter. */
export function passes(filter: string, name: string): boolean {
  if (filter === '' || filter === '!') return true
  const inverted = filter.startsWith('!')
  const part = (inverted ? filter.slice(1) : filter).toLowerCase()
  return name.toLowerCase().includes(part) !== inverted
}
