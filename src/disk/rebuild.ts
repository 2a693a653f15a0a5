import { foldRecords, keepBeside } from './fold.ts'
import type { Kept } from './kept.ts'
import { readBase, writeBase } from './meta.ts'
import type { Database } from './sqlite.ts'
import { type Doing, fault } from './store-fault.ts'

/**
 * Folds everything anew from the base and the events since; in a transaction. Refused when an event is damaged: what
 * was folded when it was whole is better than what could be made now.
 */
export function rebuild({ database, journal, present, beside, removed }: Kept, doing: Doing): void {
  const base = readBase(database)
  copyRecords(database, { from: 'base_', to: '' })
  database.prepare('delete from transcript where event > ?').run(base)
  database.prepare('delete from diagnostics where event > ?').run(base)
  for (const { events, damaged } of journal.between(base, journal.last.id)) {
    if (damaged > 0) throw fault('refused', doing, damagedEvent)
    foldRecords(present, events, removed.has)
    keepBeside(beside, present.runs, events)
  }
}

const damagedEvent = {
  found: 'an event that is needed for it is damaged',
  hint: 'the records stay as they were; nothing was changed',
}

/** Makes the present the base: whatever is folded anew begins here. In a transaction. */
export function rebase({ database, journal, removed }: Kept): void {
  copyRecords(database, { from: '', to: 'base_' })
  writeBase(database, journal.last.id)
  removed.forgetBefore(journal.last.id + 1)
}

function copyRecords(database: Database, { from, to }: { from: '' | 'base_'; to: '' | 'base_' }): void {
  for (const table of ['workers', 'runs'])
    database.execute(`delete from ${to}${table}; insert into ${to}${table} select * from ${from}${table}`)
}
