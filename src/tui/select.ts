import type { WorkerId } from '../core/id.ts'
import { isLive, isOnItsWay, isOver, type RunRecord } from '../core/record.ts'
import { type Seen, selectAll, selectSeen } from '../store/select.ts'
import type { Now } from './now.ts'
import { shownTab, type Tab, tabsOf } from './panels/pane/state.ts'
import { passes } from './panels/workers/state.ts'

/** The workers of the list, in its order, as the filter leaves them. */
export function selectListed({ living, screen }: Now): readonly WorkerId[] {
  const { filter } = screen.workers
  const ids = [...living.workers.keys()]
  return filter === '' ? ids : ids.filter(id => passes(filter, living.workers.get(id)?.spec.name ?? ''))
}

/** The worker that the cursor is on. */
export function selectSelected(now: Now): Seen | undefined {
  const { selected } = now.screen.workers
  const listed = selectListed(now)
  const id = selected !== undefined && listed.includes(selected) ? selected : listed[0]
  return id && selectSeen(now.living, id)
}

/** The workers that a verb is for: the marked ones, else the selected one. */
export function selectTargets(now: Now): readonly Seen[] {
  const { marked } = now.screen.workers
  const found = [...marked].flatMap(id => selectSeen(now.living, id) ?? [])
  if (found.length > 0) return found
  const selected = selectSelected(now)
  return selected ? [selected] : []
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
  const spec = selectSelected(now)?.worker.spec
  return tabsOf({ apart: spec !== undefined && !spec.tty && spec.streams === 'apart' })
}

/** The tab that is shown. */
export function selectTab(now: Now): Tab {
  return shownTab(selectTabs(now), now.screen.pane.tab)
}
