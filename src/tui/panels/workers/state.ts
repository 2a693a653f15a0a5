import type { WorkerId } from '../../../core/id.ts'
import type { HeadingId, ItemId } from './heading.ts'

/** What the list remembers. */
export type WorkersMemory = {
  /** Undefined, or gone from the list: the first one counts as selected. */
  readonly selected: ItemId | undefined
  /** The first row that is seen. */
  readonly top: number
  /** Part of a name; with `!` before it, the names without it. */
  readonly filter: string
  /** Those that a verb is for, when there are any. */
  readonly marked: ReadonlySet<WorkerId>
  /** The headings whose workers are not shown. */
  readonly folded: ReadonlySet<HeadingId>
}

export const emptyWorkersMemory: WorkersMemory = {
  selected: undefined,
  top: 0,
  filter: '',
  marked: new Set(),
  folded: new Set(),
}

/** Selects one row and scrolls only as far as it takes to see it. */
export function selectWorker(
  memory: WorkersMemory,
  ids: readonly ItemId[],
  { id, rows }: { readonly id: ItemId; readonly rows: number },
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

/** Marks workers, or takes their marks away when all of them have one. */
export function toggleMark(memory: WorkersMemory, ids: readonly WorkerId[]): WorkersMemory {
  const marked = new Set(memory.marked)
  const isWhole = ids.every(id => marked.has(id))
  for (const id of ids) isWhole ? marked.delete(id) : marked.add(id)
  return { ...memory, marked }
}

/** Folds a heading, or unfolds it; either way it is selected. */
export function toggleFold(memory: WorkersMemory, id: HeadingId): WorkersMemory {
  const folded = new Set(memory.folded)
  if (!folded.delete(id)) folded.add(id)
  return { ...memory, folded, selected: id }
}

/** Whether a name passes the filter. */
export function passes(filter: string, name: string): boolean {
  if (filter === '' || filter === '!') return true
  const inverted = filter.startsWith('!')
  const part = (inverted ? filter.slice(1) : filter).toLowerCase()
  return name.toLowerCase().includes(part) !== inverted
}
