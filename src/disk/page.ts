import { Fault } from '../core/fault.ts'

/** The most that one page answers: enough for a screen, little enough for one message. */
export const longestPage = 256

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
