import { expect, test } from 'vitest'
import { openUnbroken } from '../../src/client/unbroken.ts'
import type { SkepEvent } from '../../src/core/event.ts'
import type { Connection } from '../../src/protocol/connection.ts'
import type { Notice } from '../../src/protocol/notice.ts'
import { until } from '../until.ts'

/** A runtime with a journal that a test writes; what is told and what is answered is up to the test. */
function openSource() {
  let journal: SkepEvent[] = []
  let hear = (_notice: Notice): void => undefined
  const asked: string[] = []
  const ask = async (name: string, params: { after?: number; limit?: number }): Promise<unknown> => {
    asked.push(name)
    if (name === 'subscribe') return { revision: journal.at(-1)?.id ?? 0 }
    const { after = 0, limit = 0 } = params
    const rest = journal.filter(({ id }) => id > after)
    const events = rest.slice(0, limit)
    return { events, next: events.at(-1)?.id ?? after, hasMore: rest.length > limit }
  }
  const connection = {
    ask,
    listen(listener: (notice: Notice) => void) {
      hear = listener
      return () => undefined
    },
    // Nothing else is asked of it here.
  } as unknown as Connection
  return {
    connection,
    asked,
    tell: (notice: Notice) => hear(notice),
    /** Something happens; whether that is told is the test's to say. */
    happen(...ids: readonly number[]): readonly SkepEvent[] {
      const events = ids.map(id => ({ id, kind: 'run.ready' }) as SkepEvent)
      journal.push(...events)
      return events
    },
    beAnother() {
      journal = []
    },
  }
}

function listenTo(connection: Connection): readonly (number | string)[] {
  const heard: (number | string)[] = []
  connection.listen(notice => {
    if (notice.kind === 'events') heard.push(...notice.events.map(({ id }) => id))
    else heard.push(notice.kind)
  })
  return heard
}

const ids = (from: number, to: number): readonly number[] =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index)

test('what happened while nothing was told is told before the lag, in order and once, however much it is', async () => {
  const source = openSource()
  const heard = listenTo(openUnbroken(source.connection))
  source.tell({ kind: 'events', events: source.happen(1, 2) })
  source.happen(...ids(3, 1_000))
  source.tell({ kind: 'away', reason: 'gone' })
  source.tell({ kind: 'lagged' })
  // Told while what was missed is read; a part of it is read as well.
  source.tell({ kind: 'events', events: source.happen(1_001, 1_002) })
  await until(() => heard.includes(1_002), { what: 'all of it', show: () => heard.slice(-5) })
  expect(heard.filter(one => typeof one === 'number')).toEqual(ids(1, 1_002))
  expect(heard.filter(one => typeof one !== 'number')).toEqual(['away', 'lagged'])
  expect(heard.indexOf('lagged')).toBeGreaterThan(heard.indexOf(1_000))
})

test('who has asked for the present misses nothing after it, also when nothing was ever told', async () => {
  const source = openSource()
  const connection = openUnbroken(source.connection)
  const heard = listenTo(connection)
  source.happen(...ids(1, 40))
  await connection.ask('subscribe', {})
  source.happen(41)
  source.tell({ kind: 'lagged' })
  await until(() => heard.includes('lagged'), { what: 'the lag' })
  expect(heard).toEqual([41, 'lagged'])
})

test('a second lag while the first is made good is made good too', async () => {
  const source = openSource()
  const heard = listenTo(openUnbroken(source.connection))
  source.tell({ kind: 'events', events: source.happen(1) })
  source.happen(2)
  source.tell({ kind: 'lagged' })
  source.tell({ kind: 'away', reason: 'again' })
  source.happen(3)
  source.tell({ kind: 'lagged' })
  await until(() => heard.filter(one => one === 'lagged').length === 2, { what: 'both', show: () => heard })
  expect(heard).toEqual([1, 2, 'lagged', 'away', 3, 'lagged'])
})

test('a runtime that counts anew is heard from its first event on', async () => {
  const source = openSource()
  const connection = openUnbroken(source.connection)
  const heard = listenTo(connection)
  source.tell({ kind: 'events', events: source.happen(90) })
  source.beAnother()
  source.happen(1, 2)
  await connection.ask('subscribe', {})
  source.tell({ kind: 'events', events: source.happen(3) })
  expect(heard).toEqual([90, 3])
})

test('who was never told anything asks for nothing', () => {
  const source = openSource()
  const heard = listenTo(openUnbroken(source.connection))
  source.tell({ kind: 'lagged' })
  expect(heard).toEqual(['lagged'])
  expect(source.asked).toEqual([])
})
