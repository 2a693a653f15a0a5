import { Fault } from '../core/fault.ts'
import { longestPage } from '../core/page.ts'

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
