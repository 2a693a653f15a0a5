import type { Beside, Records } from './fold.ts'
import type { Journal } from './journal.ts'
import type { Removed } from './removed.ts'
import type { Database } from './sqlite.ts'

/** Everything in a store's file, table by table. */
export type Kept = {
  readonly database: Database
  readonly journal: Journal
  /** What the journal comes to. */
  readonly present: Records
  /** What it came to as of the event from which everything can be folded anew. */
  readonly base: Records
  readonly beside: Beside
  readonly removed: Removed
}
