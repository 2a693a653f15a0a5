import type { Desk } from '../../desk.ts'
import type { Key } from '../../keys/key.ts'
import type { Now } from '../../now.ts'
import { membersOf, selectHeading, selectItem, selectListed } from '../../select.ts'
import type { Heading, HeadingId } from './heading.ts'
import { reveal } from './keys.ts'
import { listingOf } from './listing.ts'
import { toggleFold } from './state.ts'

/** Opens and closes the heading that the cursor is on. */
export const foldHeading: Key = {
  key: ['Enter'],
  label: 'on a heading: fold or unfold it',
  brief: now => wordOf(selectHeading(now)),
  when: now => selectHeading(now) !== undefined || whyNone(now) || 'only a heading folds with it; o folds from inside',
  does: desk => toggle(desk, selectHeading(desk.now())),
}

/** Folding, from anywhere in the list. */
export const foldKeys: readonly Key[] = [
  {
    key: ['o'],
    label: 'fold the group or the replicas at hand, or unfold them',
    when: now => headingAtHand(now) !== undefined || whyNone(now) || 'it is in no group and no replica',
    does: desk => toggle(desk, headingAtHand(desk.now())),
  },
  {
    key: ['O'],
    label: 'fold all groups and replicas, or unfold all',
    when: now => whyNone(now) ?? true,
    does: desk => toggleAll(desk),
  },
]

function wordOf(heading: Heading | undefined): string | undefined {
  if (!heading) return undefined
  return heading.isFolded ? 'unfold' : 'fold'
}

function headingsIn(now: Now): readonly Heading[] {
  return selectListed(now).filter(item => item.kind === 'heading')
}

/** Why there is nothing to fold; undefined when there is. */
function whyNone(now: Now): string | undefined {
  if (headingsIn(now).length > 0) return undefined
  return now.screen.workers.filter === ''
    ? 'there are no groups and no replicas'
    : 'what a filter shows has no headings: Esc ends it'
}

/** The heading that the cursor is on, else the nearest above the worker that it is on. */
function headingAtHand(now: Now): Heading | undefined {
  const item = selectItem(now)
  if (!item || item.kind === 'heading') return item
  return headingsIn(now).findLast(({ members, isFolded }) => !isFolded && members.includes(item.id))
}

function toggle(desk: Desk, heading: Heading | undefined): void {
  if (!heading) return
  desk.change(({ workers, pane }) => ({
    workers: toggleFold(workers, heading.id),
    pane: { ...pane, earlier: undefined },
  }))
  reveal(desk)
}

/** Folds all, so that only the outer headings are seen; when that is so already, unfolds all. */
function toggleAll(desk: Desk): void {
  const now = desk.now()
  const all = allHeadings(now)
  const isFolded = headingsIn(now).every(heading => heading.isFolded)
  const [member] = membersOf(selectItem(now))
  desk.change(({ workers }) => ({
    // A worker that has gone under a heading gives the cursor to it.
    workers: isFolded
      ? { ...workers, folded: new Set<HeadingId>() }
      : { ...workers, folded: new Set(all), selected: member },
  }))
  reveal(desk)
}

function allHeadings({ living }: Now): readonly HeadingId[] {
  const { items } = listingOf(living.workers, { filter: '', folded: new Set() })
  return items.flatMap(item => (item.kind === 'heading' ? [item.id] : []))
}
