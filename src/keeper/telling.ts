import type { RunId } from '../core/id.ts'
import type { KeeperFact, RunFact } from '../core/keeper.ts'
import type { RunJournal } from './journal.ts'

/** Journals a run's facts in their order and tells each after that; what is told has its number in the journal. */
export type Telling = {
  /** What comes before the child is there. */
  prepare(fact: RunFact): Promise<number>
  /** How the child's life begins; a child may end before that was journaled, and what is told of it waits for this. */
  begin(fact: RunFact): Promise<number>
  next(fact: RunFact): Promise<number>
  /** Resolves when everything is journaled; nothing comes after it. */
  close(): Promise<void>
}

export function createTelling(run: RunId, journal: RunJournal, tell: (fact: KeeperFact) => void): Telling {
  const beginning = Promise.withResolvers<void>()
  let last: Promise<unknown> = beginning.promise

  async function journalThenTell(fact: RunFact): Promise<number> {
    const number = await journal.append(fact)
    tell({ ...fact, run, number })
    return number
  }

  return {
    prepare: journalThenTell,
    async begin(fact) {
      const number = await journalThenTell(fact)
      beginning.resolve()
      return number
    },
    next(fact) {
      const told = last.then(() => journalThenTell(fact))
      last = told
      return told
    },
    async close() {
      await last
      await journal.close()
    },
  }
}
