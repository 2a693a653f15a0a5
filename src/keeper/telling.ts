import type { KeeperFact } from '../core/keeper.ts'
import type { JournalEntry, RunJournal } from './journal.ts'

/** Tells a run's facts in their order, each after it is in the journal; the first is told once `begin` was called. */
export type Telling = {
  begin(entry: JournalEntry, fact: KeeperFact): void
  next(entry: JournalEntry, fact: KeeperFact): Promise<void>
}

/** A child may end before its start has been told: what comes too early waits for the beginning. */
export function createTelling(journal: RunJournal, tell: (fact: KeeperFact) => void): Telling {
  const beginning = Promise.withResolvers<void>()
  let last = beginning.promise

  async function journalThenTell(entry: JournalEntry, fact: KeeperFact): Promise<void> {
    await journal.append(entry)
    tell(fact)
  }

  return {
    begin(entry, fact) {
      void journalThenTell(entry, fact).then(beginning.resolve)
    },
    next(entry, fact) {
      last = last.then(() => journalThenTell(entry, fact))
      return last
    },
  }
}
