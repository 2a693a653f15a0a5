import type { WorkerId } from '../core/id.ts'
import { isLive, isOnItsWay, isOver, type RunRecord } from '../core/record.ts'
import { type Seen, selectAll, selectSeen } from '../store/select.ts'
import { selectHasNeeds } from './known.ts'
import type { Now } from './now.ts'
import { plusNeeds, shownTab, type Tab, tabsOf } from './panels/pane/state.ts'
import type { Heading, ItemId } from './panels/workers/heading.ts'
import { type Item, type Listing, listingOf } from './panels/workers/listing.ts'

/** The rows of the list, in its order, as the filter and what is folded leave them. */
export function selectListed({ living, screen }: Now): readonly Item[] {
  return listingOf(living.workers, screen.workers).items
}

/** The row that the cursor is on: of a worker that is folded away, its heading; else the first worker. */
export function selectItem(now: Now): Item | undefined {
  const { selected } = now.screen.workers
  const listing = listingOf(now.living.workers, now.screen.workers)
  const { items } = listing
  return (selected && itemFor(selected, listing)) ?? items.find(({ kind }) => kind === 'worker') ?? items[0]
}

function itemFor(selected: ItemId, { items, places }: Listing): Item | undefined {
  const place = places.get(selected)
  return place === undefined ? items.find(item => isHeadingOf(item, selected)) : items[place]
}

function isHeadingOf(item: Item, selected: ItemId): boolean {
  return item.kind === 'heading' && item.members.some(id => id === selected)
}

/** The worker that the cursor is on; none when it is on a heading. */
export function selectSelected(now: Now): Seen | undefined {
  const item = selectItem(now)
  return item?.kind === 'worker' ? selectSeen(now.living, item.id) : undefined
}

/** The heading that the cursor is on. */
export function selectHeading(now: Now): Heading | undefined {
  const item = selectItem(now)
  return item?.kind === 'heading' ? item : undefined
}

/** The workers that a verb is for: the marked ones, else the selected one, or all of the selected heading. */
export function selectTargets(now: Now): readonly Seen[] {
  const found = selectMembers(now, [...now.screen.workers.marked])
  return found.length > 0 ? found : selectMembers(now, membersOf(selectItem(now)))
}

/** The workers that a row stands for. */
export function membersOf(item: Item | undefined): readonly WorkerId[] {
  if (!item) return []
  return item.kind === 'heading' ? item.members : [item.id]
}

/** Those of some workers that are there. */
export function selectMembers({ living }: Pick<Now, 'living'>, ids: readonly WorkerId[]): readonly Seen[] {
  return ids.flatMap(id => selectSeen(living, id) ?? [])
}

/** The workers that have a run which has not ended. */
export function selectLive({ living }: Now): readonly Seen[] {
  return selectAll(living).filter(hasLiveRun)
}

/** The workers that run, or will run by themselves. */
export function selectUp({ living }: Now): readonly Seen[] {
  return selectAll(living).filter(isUp)
}

/** Whether something is there to be ended: a run that has not ended, or one that is to come by itself. */
export function isUp(seen: Seen): boolean {
  const { worker } = seen
  return hasLiveRun(seen) || (isOnItsWay(worker) && worker.state.status !== 'active')
}

/** Whether a worker has a run which has not ended. */
export function hasLiveRun({ run }: Seen): boolean {
  return run !== undefined && isLive(run)
}

/** Whether a worker has a run which has no outcome yet. */
export function isRunning({ run }: Seen): boolean {
  return run !== undefined && !isOver(run)
}

/** The run that is shown: an earlier one that was asked for, else the one that counts. */
export function selectShownRun(now: Now): RunRecord | undefined {
  const selected = selectSelected(now)
  const { earlier } = now.screen.pane
  return earlier && earlier.run.worker === selected?.worker.id ? earlier.run : selected?.run
}

/** The tabs of what is shown. */
export function selectTabs(now: Now): readonly Tab[] {
  return plusNeeds(ownTabs(now), selectHasNeeds(now.living))
}

function ownTabs(now: Now): readonly Tab[] {
  if (selectHeading(now)) return ['info']
  const spec = selectSelected(now)?.worker.spec
  return tabsOf({ apart: spec !== undefined && !spec.tty && spec.streams === 'apart' })
}

/** The tab that is shown. */
export function selectTab(now: Now): Tab {
  return shownTab(selectTabs(now), now.screen.pane.tab)
}
