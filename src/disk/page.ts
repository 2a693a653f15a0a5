import { Fault } from '../core/fault.ts'
import { longestPage } from '../core/page.ts'
import type { Row } from './sqlite.ts'

/** Refuses a page that is too long, or none. */
export function requirePageLimit(limit: number): void {
  if (Number.isSafeInteger(limit) && limit >= 1 && limit <= longestPage) return
  const message = `a page holds 1 to ${longestPage} entries, and ${limit} were asked for`
  throw new Fault({
    code: 'usage',
    message,
    hint: 'ask for less and read on with the next page',
    data: { longestPage },
  })
}

/** As much text as is read, understood and sent in a few ms. */
const pageUnits = 256 * 1024

export type PageRule = {
  readonly limit: number
  /** The one with the text that may be large. */
  readonly column: string
}

/** The first rows, as many as were asked for, and fewer when they are large; one there is always, however large. */
export function takePage(
  rows: Iterable<Row>,
  { limit, column }: PageRule,
): { readonly taken: readonly Row[]; readonly hasMore: boolean } {
  const taken: Row[] = []
  let units = 0
  for (const row of rows) {
    const cell = row[column]
    units += typeof cell === 'string' ? cell.length : 0
    if (taken.length === limit || (taken.length > 0 && units > pageUnits)) return { taken, hasMore: true }
    taken.push(row)
  }
  return { taken, hasMore: false }
}
