import type { Desk } from '../desk.ts'
import type { Key } from '../keys/key.ts'
import { span } from '../line.ts'
import type { Item } from '../panels/workers/listing.ts'
import { isUp, membersOf, selectListed, selectTargets } from '../select.ts'
import { ask } from './ask.ts'
import { carryOut } from './carry-out.ts'
import { listLines } from './list-lines.ts'
import { idsOf, namesOf, noWorker } from './target.ts'

/** Takes ended workers out of the catalogue, after asking. */
export const remove: Key = {
  key: ['d'],
  label: 'remove what has ended',
  when(now) {
    const targets = selectTargets(now)
    if (targets.length === 0) return noWorker
    const up = targets.filter(isUp)
    return (
      up.length === 0 ||
      `${namesOf(up)} ${up.length === 1 ? 'is' : 'are'} up: x stops ${up.length === 1 ? 'it' : 'them'} first`
    )
  },
  does(desk) {
    const targets = selectTargets(desk.now())
    const ids = idsOf(targets)
    ask(desk, {
      title: `remove ${namesOf(targets)}?`,
      lines: [[span('Out of the list, with the output of all runs:')], ...listLines(targets)],
      yes: 'remove',
      no: 'keep',
      confirm() {
        selectNeighbour(desk, new Set(ids))
        carryOut(desk, async () => void (await desk.living.manager.remove(ids)))
      },
    })
  },
}

function selectNeighbour(desk: Desk, leaving: ReadonlySet<string>): void {
  const now = desk.now()
  const listed = selectListed(now)
  const leaves = (item: Item): boolean => membersOf(item).every(id => leaving.has(id))
  const next =
    listed.slice(listed.findIndex(leaves)).find(item => !leaves(item)) ?? listed.findLast(item => !leaves(item))
  desk.change(({ workers }) => ({ workers: { ...workers, selected: next?.id, marked: new Set() } }))
}
