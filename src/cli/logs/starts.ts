import type { Client } from '../../client/client.ts'
import { findLastLines, type OutputPlace, placeAtTime } from '../../client/line-reader.ts'
import type { OutputCursor } from '../../core/cursor.ts'
import type { RunId, WorkerId } from '../../core/id.ts'
import type { RunRecord } from '../../core/record.ts'
import type { Start } from './lane.ts'
import { countsOf } from './lines.ts'
import type { LogsOrder } from './order.ts'

const beginning: OutputPlace = { offset: 0, back: 0 }

/** From where on each of these runs, oldest first, is to be read; those of which nothing is wanted are left out. */
export async function startsOf(client: Client, runs: readonly RunRecord[], order: StartsOrder): Promise<Start[]> {
  const { since, lines } = order.options
  const begun = runs.map(run => ({ run, from: run.id === order.cursor?.run ? order.cursor : beginning }))
  const later = since === undefined ? begun : await fromTime(client, begun, { ...order, since })
  return lines === undefined ? later : lastOf(client, later, { ...order, lines })
}

export type StartsOrder = Pick<LogsOrder, 'options' | 'stream' | 'among'> & {
  readonly cursor: OutputCursor | undefined
}

type Starts = readonly Start[]

async function fromTime(client: Client, starts: Starts, { since, stream }: StartsOrder & { since: number }) {
  const kept = starts.filter(({ run }) => run.endedAtMs === undefined || run.endedAtMs >= since)
  return Promise.all(
    kept.map(async ({ run, from }) => {
      const place = await placeAtTime(client.output(run.id), since, stream)
      return { run, from: place.offset > from.offset ? place : from }
    }),
  )
}

/** Goes back from the newest run until there are enough lines. */
async function lastOf(client: Client, starts: Starts, { lines, stream, among }: StartsOrder & { lines: number }) {
  const found: Start[] = []
  let wanted = lines
  for (const { run, from: notBefore } of starts.toReversed()) {
    const counts = countsOf({ stream, among, colour: false })
    const last = await findLastLines(client.output(run.id), { lines: wanted, stream, notBefore, counts })
    found.unshift({ run, from: last.from })
    wanted -= last.lines
    if (wanted <= 0) break
  }
  return found
}

/** What the runtime answers at most at once. */
const pageRuns = 256

/** The runs of a worker, oldest first: all of them, or from one of them on. */
export async function runsFrom({ ask }: Client, worker: WorkerId, first: RunId | undefined): Promise<RunRecord[]> {
  const found: RunRecord[] = []
  for (let before: RunId | undefined; ; ) {
    const { runs } = await ask('runs', { worker, limit: pageRuns, ...(before && { before }) })
    const at = runs.findIndex(({ id }) => id === first)
    found.push(...(at < 0 ? runs : runs.slice(0, at + 1)))
    before = runs.at(-1)?.id
    if (at >= 0 || runs.length < pageRuns) return found.reverse()
  }
}
