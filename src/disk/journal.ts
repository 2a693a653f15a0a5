import { asides, type SkepEvent } from '../core/event.ts'
import { Fault } from '../core/fault.ts'
import type { RunId, WorkerId } from '../core/id.ts'
import type { Damage } from './damage.ts'
import { requirePageLimit, takePage } from './page.ts'
import { text } from './shape.ts'
import { skepEvent } from './shapes/event.ts'
import type { Database, Row, Value } from './sqlite.ts'

/** A place in the journal: an event's id and its wall time. */
export type Mark = { readonly id: number; readonly timeMs: number }

export type EventsQuery = {
  /** The id of the last event that was read; 0 is before the first. */
  readonly after: number
  /** At most 256; fewer come when they are large. */
  readonly limit: number
  readonly worker?: WorkerId | undefined
  readonly run?: RunId | undefined
}

export type EventsPage = {
  readonly events: readonly SkepEvent[]
  /** The `after` of the next page. */
  readonly next: number
  readonly hasMore: boolean
  /** The oldest event that is kept. */
  readonly firstAvailable: number
}

/** Some events in a row; damaged ones are not among them, only counted. */
export type Handful = { readonly events: readonly SkepEvent[]; readonly damaged: number }

/** The table of events. Ids are without gaps, and the newest event is never dropped: ids go on from it for ever. */
export type Journal = {
  readonly last: Mark
  readonly firstAvailable: number
  append(events: readonly SkepEvent[]): void
  /** Takes what a transaction has appended as kept. */
  settle(last: Mark): void
  /** The newest event that says where a worker stands; 0 when none is kept. */
  lastOf(worker: WorkerId): number
  page(query: EventsQuery): EventsPage
  /** Every event after one and up to another, oldest first, in handfuls. */
  between(after: number, to: number): Iterable<Handful>
  /** Forgets the events up to this one, for good. */
  dropTo(id: number): void
}

/** Few enough to be in memory without notice, many enough that each record is written once for several events. */
const handful = 1_000

const columns = 'id, time_ms, kind, worker, run, actor, message, data'

/** Opens the journal of a store. */
export function openJournal(database: Database, damage: Damage): Journal {
  let last = readLast(database)

  function toEvents(rows: readonly Row[]): SkepEvent[] {
    return rows.flatMap(row => damage.read({ table: 'events', key: String(row['id']) }, () => toEvent(row)) ?? [])
  }

  function firstAvailable(): number {
    const first = database.prepare('select id from events order by id limit 1').first()
    return Number(first?.['id'] ?? last.id + 1)
  }

  return {
    get last() {
      return last
    },
    get firstAvailable() {
      return firstAvailable()
    },
    append(events) {
      requireOrder(last, events)
      const insert = database.prepare(`insert into events (${columns}) values (?, ?, ?, ?, ?, ?, ?, ?)`)
      for (const event of events) insert.run(...toCells(event))
    },
    settle(newest) {
      last = newest
    },
    lastOf(worker) {
      const sql = `select id from events where worker = ? and kind not in (${asides.map(() => '?').join()}) order by id desc limit 1`
      return Number(database.prepare(sql).first(worker, ...asides)?.['id'] ?? 0)
    },
    page(query) {
      requirePageLimit(query.limit)
      const first = firstAvailable()
      requireCursor(query.after, { first, last: last.id })
      const { sql, values } = selectPage(query)
      const rows = database.prepare(sql).each(...values, last.id, query.limit + 1)
      const { taken, hasMore } = takePage(rows, { limit: query.limit, column: 'data' })
      const next = hasMore ? Number(taken.at(-1)?.['id']) : last.id
      return { events: toEvents(taken), next, hasMore, firstAvailable: first }
    },
    *between(after, to) {
      const select = database.prepare(`select ${columns} from events where id > ? and id <= ? order by id limit ?`)
      for (let at = after; at < to; ) {
        const rows = select.all(at, to, handful)
        if (rows.length === 0) return
        const events = toEvents(rows)
        yield { events, damaged: rows.length - events.length }
        at = Number(rows.at(-1)?.['id'])
      }
    },
    dropTo(id) {
      database.prepare('delete from events where id <= ?').run(id)
    },
  }
}

function readLast(database: Database): Mark {
  const newest = database.prepare('select id, time_ms from events order by id desc limit 1').first()
  if (!newest) return { id: 0, timeMs: 0 }
  const timeMs = Number(newest['time_ms'])
  return { id: Number(newest['id']), timeMs: Number.isFinite(timeMs) ? timeMs : 0 }
}

function toCells({ id, timeMs, kind, worker, run, actor, message, data }: SkepEvent): Value[] {
  return [id, timeMs, kind, worker ?? null, run ?? null, actor, message, JSON.stringify(data)]
}

function toEvent({ id, time_ms: timeMs, kind, worker, run, actor, message, data }: Row): SkepEvent {
  return skepEvent({ id, timeMs, kind, worker, run, actor, message, data: JSON.parse(text(data)) })
}

// The journal is numbered by whoever writes it: a gap or a step back in time is a mistake there, and nothing is kept.
function requireOrder(last: Mark, events: readonly SkepEvent[]): void {
  let before = last
  for (const event of events) {
    if (event.id !== before.id + 1) throw new Error(`event ${event.id} does not follow event ${before.id}`)
    if (event.timeMs < before.timeMs) throw new Error(`event ${event.id} is older than the one before it`)
    before = event
  }
}

function selectPage({ after, worker, run }: EventsQuery): { sql: string; values: Value[] } {
  const conditions = ['id > ?']
  const values: Value[] = [after]
  for (const [column, value] of [
    ['worker', worker],
    ['run', run],
  ] as const) {
    if (value === undefined) continue
    conditions.push(`${column} = ?`)
    values.push(value)
  }
  conditions.push('id <= ?')
  return { sql: `select ${columns} from events where ${conditions.join(' and ')} order by id limit ?`, values }
}

function requireCursor(after: number, { first, last }: { first: number; last: number }): void {
  if (!Number.isSafeInteger(after) || after < 0 || after > last) {
    const message = `there is no event ${after} yet: the last one is ${last}`
    const hint = `read on from ${last}, or from the first that is kept (${first})`
    throw new Fault({ code: 'invalid-cursor', message, hint, data: { last } })
  }
  if (after + 1 >= first) return
  const message = `the events up to ${first - 1} are not kept any more, and ${after} is among them`
  const hint = `read on from ${first - 1}, knowing that what lies between is gone`
  throw new Fault({ code: 'cursor-expired', message, hint, data: { firstAvailable: first } })
}
