import type { WorkerId } from '../../../core/id.ts'
import type { Desk } from '../../desk.ts'
import { toDraft } from '../../draft.ts'
import type { Key } from '../../keys/key.ts'
import type { Now } from '../../now.ts'
import { selectListed, selectSelected } from '../../select.ts'
import { layoutOf } from '../../state.ts'
import { noWorker } from '../../verbs/target.ts'
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
      const id = selectSelected(desk.now())?.worker.id
      if (id) desk.change(({ workers }) => ({ workers: toggleMark(workers, id) }))
      move(desk, 'j')
    },
  },
]

function move(desk: Desk, key: string): void {
  const now = desk.now()
  const at = selectListed(now).indexOf(selectSelected(now)?.worker.id ?? 'wrk_')
  selectAt(desk, moves[key]?.(at, listRows(now)) ?? at)
}

/** Selects the worker in that place of the list, 0-based, or the one nearest to it. */
export function selectAt(desk: Desk, index: number): void {
  const listed = selectListed(desk.now())
  const id = listed[Math.max(0, Math.min(index, listed.length - 1))]
  if (id) selectListedWorker(desk, id)
}

/** Selects a worker and sees to it that it is seen. */
export function selectListedWorker(desk: Desk, id: WorkerId): void {
  const now = desk.now()
  const rows = listRows(now)
  const isOther = id !== selectSelected(now)?.worker.id
  desk.change(({ workers, pane }) => ({
    workers: selectWorker(workers, selectListed(now), { id, rows }),
    ...(isOther ? { pane: { ...pane, earlier: undefined } } : {}),
  }))
}

/** How many workers are seen at once. */
export function listRows({ screen }: Now): number {
  const layout = layoutOf(screen)
  return (layout.kind === 'panels' && layout.list?.inner.rows) || 1
}

/** Sees to it that the selected worker is seen, after the list got another size. */
export function reveal(desk: Desk): void {
  const id = selectSelected(desk.now())?.worker.id
  if (id) selectListedWorker(desk, id)
}
