import type { RunId } from '../core/id.ts'
import type { ProcessIdentity } from '../core/verdict.ts'
import { isSame } from './identity.ts'
import type { Marks } from './mark.ts'
import { isEnded, type ProcessRow } from './stat.ts'
import type { ProcessTable } from './table.ts'

/** A process of a run; `depth` is how many parents lie between it and whoever belongs to the run for another reason. */
export type Member = { readonly row: ProcessRow; readonly depth: number; readonly isDetached: boolean }

/** What belongs to a run, parents before their children; `outside` is what was marked to live on without it. */
export type Found = {
  readonly root: ProcessIdentity
  readonly members: readonly Member[]
  readonly outside: readonly Member[]
}

export type Surroundings = {
  readonly table: ProcessTable
  readonly marks: ReadonlyMap<number, Marks>
  readonly byMark: ReadonlyMap<string, readonly ProcessRow[]>
  /** Never members: we, and who started us. */
  readonly untouchable: ReadonlySet<number>
}

/** The processes of one run, from pass to pass. */
export class RunTree {
  readonly run: RunId
  readonly root: ProcessIdentity
  /** Members of the last pass by pid, with their starts: who detached since then is still known. */
  #known: ReadonlyMap<number, number> = new Map()
  #isGroupGone = false

  constructor(run: RunId, root: ProcessIdentity) {
    this.run = run
    this.root = root
  }

  /** Finds what belongs to the run now, and remembers it. */
  find(around: Surroundings): Found {
    const found = this.#walk(this.#seeds(around), around)
    this.#known = new Map(found.members.map(({ row }) => [row.pid, row.startTicks]))
    return found
  }

  #seeds(around: Surroundings): readonly ProcessRow[] {
    const { rows } = around.table
    const known = Array.from(this.#known, ([pid, startTicks]) => ({ pid, startTicks }))
    const remembered = [this.root, ...known].map(({ pid, startTicks }) => {
      const row = rows.get(pid)
      return row && isSame(row, { pid, startTicks }) ? row : undefined
    })
    const marked = around.byMark.get(this.run) ?? []
    return [...remembered.filter(row => row !== undefined), ...this.#group(around.table), ...marked]
  }

  // The number of a group or session is not given to anyone else while somebody is in it; once nobody was, it may be.
  #group({ rows, byGroup, bySession }: ProcessTable): readonly ProcessRow[] {
    const { pid } = this.root
    const leader = rows.get(pid)
    const isStranger = leader !== undefined && !isSame(leader, this.root)
    const inside = [...(byGroup.get(pid) ?? []), ...(bySession.get(pid) ?? [])]
    // A terminal's process is in our own group for a moment, before it makes its own.
    this.#isGroupGone ||= isStranger || (leader === undefined && inside.length === 0)
    return this.#isGroupGone ? [] : inside
  }

  #walk(seeds: readonly ProcessRow[], around: Surroundings): Found {
    const members = new Map<number, Member>()
    const outside = new Map<number, Member>()
    for (const seed of seeds) {
      // A queue, since a chain of forks may be longer than a stack.
      const queue = [{ row: seed, depth: 0 }]
      for (const { row, depth } of queue) {
        if (isEnded(row) || members.has(row.pid) || around.untouchable.has(row.pid)) continue
        const member = { row, depth, isDetached: this.#hasLeft(row) }
        const isOutside = member.isDetached && around.marks.get(row.pid)?.isOutside === true
        if (isOutside) outside.set(row.pid, member)
        else members.set(row.pid, member)
        if (isOutside) continue
        for (const child of around.table.byParent.get(row.pid) ?? []) queue.push({ row: child, depth: depth + 1 })
      }
    }
    return { root: this.root, members: [...members.values()], outside: [...outside.values()] }
  }

  #hasLeft({ session, group }: ProcessRow): boolean {
    return (session ?? group) !== this.root.pid
  }
}
