/** How wide the columns of the list are. */
export type Columns = {
  readonly all: number
  readonly name: number
  /** The word and how long it has been so. */
  readonly status: number
  readonly restarts: number
  /** Processor and memory, half each; 0 when there is no room. */
  readonly usage: number
  /** Everything right of the name. */
  readonly rest: number
}

/** The mark, the glyph and a space before the name, and a space after it. */
const aroundName = 4
/** `completed 13m` loses its last cell here, nothing shorter does. */
const leastStatus = 12
const usageColumns = 10
const restartColumns = 4
const longestName = 24
const shortestName = 6

/** Gives the list's columns to what matters most: the status, then the name, the use, the restarts. */
export function columnsFor(all: number, nameLength: number): Columns {
  const wanted = Math.max(shortestName, Math.min(longestName, nameLength))
  const room = Math.max(0, all - aroundName)
  const name = Math.max(Math.min(shortestName, room), Math.min(wanted, room - leastStatus))
  const rest = Math.max(0, room - name)
  const usage = rest >= leastStatus + usageColumns ? usageColumns : 0
  const restarts = usage > 0 && rest >= leastStatus + usage + restartColumns ? restartColumns : 0
  const status = usage === 0 ? rest : rest - usage - restarts
  return { all, name, rest, usage, restarts, status }
}
