import type { Desk } from '../../desk.ts'
import { toDraft } from '../../draft.ts'
import type { Key } from '../../keys/key.ts'
import type { Now } from '../../now.ts'
import { membersOf, selectItem, selectListed } from '../../select.ts'
import { layoutOf } from '../../state.ts'
import { noWorker } from '../../verbs/target.ts'
import type { ItemId } from './heading.ts'
import { listingOf } from './listing.ts'
import { selectWorker, toggleMark } from './state.ts'

const someListed: Key['when'] = now =>
  selectListed(now).length > 0 || (now.living.workers.size > 0 ? 'the filter leaves no worker: Esc ends it' : noWorker)

const moves: Readonly<Record<string, (at: number, rows: number) => number>> = {
  j: at => at + 1,
  Down: at => at + 1,
  k: at => at - 1,
  Up: at => at - 1,
  g: () => 0,
  Home: () => 0,
  G: () => Number.MAX_SAFE_INTEGER,
  End: () => Number.MAX_SAFE_INTEGER,
  PageDown: (at, rows) => at + rows,
  PageUp: (at, rows) => at - rows,
}

const nth = ['1', '2', '3', '4', '5', '6', '7', '8', '9']

/** The keys of the list. */
export const listKeys: readonly Key[] = [
  {
    key: ['j', 'k', 'Up', 'Down'],
    label: 'next, previous worker',
    when: someListed,
    does: move,
  },
  { key: ['g', 'G', 'Home', 'End'], label: 'first, last worker', when: someListed, does: move },
  { key: ['PageUp', 'PageDown'], label: 'a page of workers up, down', when: someListed, does: move },
  {
    key: nth,
    label: 'the worker in that place',
    when: someListed,
    does: (desk, key) => selectAt(desk, Number(key) - 1),
  },
]

/** The keys that have to do with the list and work everywhere. */
export const filterKeys: readonly Key[] = [
  {
    key: ['/'],
    label: 'show workers by name; ! first shows the others',
    brief: 'filter',
    when: ({ living }) => living.workers.size > 0 || noWorker,
    does: desk =>
      desk.change(({ workers }) => ({
        mode: { kind: 'filtering', draft: toDraft(workers.filter), before: workers.filter },
      })),
  },
]

/** Marks workers so that a verb is for all of them. */
export const markKeys: readonly Key[] = [
  {
    key: ['Space'],
    label: 'mark for the next verb, or take the mark away',
    when: someListed,
    does(desk) {
      const ids = membersOf(selectItem(desk.now()))
      desk.change(({ workers }) => ({ workers: toggleMark(workers, ids) }))
      move(desk, 'j')
    },
  },
]

function move(desk: Desk, key: string): void {
  const now = desk.now()
  const at = placeOf(now) ?? 0
  selectAt(desk, moves[key]?.(at, listRows(now)) ?? at)
}

/** Which row the cursor is on, 0-based. */
export function placeOf(now: Now): number | undefined {
  const item = selectItem(now)
  return item && listingOf(now.living.workers, now.screen.workers).places.get(item.id)
}

/** Selects what is in that place of the list, 0-based, or what is nearest to it. */
export function selectAt(desk: Desk, index: number): void {
  const listed = selectListed(desk.now())
  const item = listed[Math.max(0, Math.min(index, listed.length - 1))]
  if (item) selectListedItem(desk, item.id)
}

/** Selects a row and sees to it that it is seen. */
function selectListedItem(desk: Desk, id: ItemId): void {
  const now = desk.now()
  const rows = listRows(now)
  const isOther = id !== selectItem(now)?.id
  const ids = selectListed(now).map(item => item.id)
  desk.change(({ workers, pane }) => ({
    workers: selectWorker(workers, ids, { id, rows }),
    ...(isOther ? { pane: { ...pane, earlier: undefined } } : {}),
  }))
}

/** How many rows are seen at once. */
export function listRows({ screen }: Now): number {
  const layout = layoutOf(screen)
  return (layout.kind === 'panels' && layout.list?.inner.rows) || 1
}

/** Sees to it that the selected row is seen, after the list got another size or other rows. */
export function reveal(desk: Desk): void {
  const id = selectItem(desk.now())?.id
  if (id) selectListedItem(desk, id)
}
