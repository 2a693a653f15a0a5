import { mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Fault } from '../../src/core/fault.ts'
import { openDatabase } from '../../src/disk/sqlite.ts'
import { openStore, type RecordStore } from '../../src/disk/store.ts'
import { Chronicle } from '../core/chronicle.ts'
import { runId, workerId } from '../core/records.ts'
import { tmpDir } from '../tmp.ts'
import { damageWith, dumpRecords, openForTest, project, storeFile } from './stores.ts'

const corrupt = expect.objectContaining({ code: 'store-corrupt' })
const pageBytes = 4096

/** A closed store with a few hundred events of thirty runs. */
function writeStore(): string {
  const file = storeFile()
  const store = openStore(file)
  store.commit(manyRuns().events)
  store.close()
  return file
}

function manyRuns(): Chronicle {
  const chronicle = new Chronicle()
  const workers = [chronicle.addWorker(), chronicle.addWorker()]
  for (let count = 0; count < 15; count += 1) for (const worker of workers) chronicle.live(worker)
  chronicle.diagnose(workerId(1))
  return chronicle
}

/** Reads everything there is; what comes back is the faults, in order. */
function readEverything(store: RecordStore): Fault[] {
  const readings = [
    () => store.readEvents({ after: 0, limit: 256 }),
    () => store.runs({ limit: 256 }),
    () => store.records(),
    () => store.workers(),
    () => store.picture(project),
    () => store.diagnostics({ limit: 256 }),
    ...Array.from({ length: 30 }, (_, index) => () => store.transcript(runId(index + 1), { start: 0, limit: 256 })),
  ]
  return readings.flatMap(reading => faultOf(reading) ?? [])
}

function faultOf(work: () => unknown): Fault | undefined {
  try {
    work()
    return undefined
  } catch (problem) {
    if (problem instanceof Fault) return problem
    throw problem
  }
}

describe('a damaged file', () => {
  it('is refused when it was cut, wherever, and left as it is', () => {
    const whole = readFileSync(writeStore())
    fc.assert(
      fc.property(fc.nat(whole.length - 1), size => {
        const file = storeFile()
        writeFileSync(file, whole.subarray(0, size), { mode: 0o600 })
        expect(() => openStore(file)).toThrow(corrupt)
        expect(readFileSync(file).equals(whole.subarray(0, size))).toBe(true)
      }),
      { numRuns: 30, examples: [[0], [1], [99], [pageBytes], [whole.length - 1]] },
    )
  })

  it('is refused when it is no database at all, and left as it is', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 20_000 }), bytes => {
        const file = storeFile()
        writeFileSync(file, bytes, { mode: 0o600 })
        expect(() => openStore(file)).toThrow(corrupt)
        expect(readFileSync(file).equals(bytes)).toBe(true)
      }),
      { numRuns: 30 },
    )
  })

  it('is refused when it is the database of another program', () => {
    const file = storeFile()
    damageWith(file, 'create table notes (text); pragma user_version = 1')
    expect(() => openStore(file)).toThrow(corrupt)
    expect(() => damageWith(file, 'insert into notes values (1)')).not.toThrow()
  })

  it('is refused when a table of it is missing', () => {
    const file = writeStore()
    damageWith(file, 'drop table events')
    expect(() => openStore(file)).toThrow(corrupt)
  })

  it('says its file, what was being done and what to do', () => {
    const file = storeFile()
    writeFileSync(file, 'this is not a database'.repeat(100), { mode: 0o600 })
    const fault = faultOf(() => openStore(file))
    expect(fault?.data).toEqual({ file, operation: 'opening the store' })
    expect(fault?.message).toContain(file)
    expect(fault?.hint).toContain('move it aside')
  })

  it('with noise in the middle gives records or a typed fault, and is never written again once that was seen', () => {
    const whole = readFileSync(writeStore())
    const pages = Math.floor(whole.length / pageBytes)
    const noise = fc.uint8Array({ minLength: 1, maxLength: pageBytes })
    fc.assert(
      fc.property(fc.integer({ min: pageBytes, max: (pages - 1) * pageBytes }), noise, (at, bytes) => {
        const file = storeFile()
        const damaged = Buffer.from(whole)
        damaged.set(bytes, at)
        writeFileSync(file, damaged, { mode: 0o600 })
        const store = tryOpen(file)
        if (!store) return
        const faults = readEverything(store)
        for (const fault of faults) expect(fault).toMatchObject({ code: 'store-corrupt', data: { file } })
        if (faults.length > 0) {
          expect(() => store.commit(nextEvents(store))).toThrow(corrupt)
          expect(() => store.reserveRun(runId(99))).toThrow(corrupt)
          expect(() => store.prune({ runsPerWorker: 0, maxAgeMs: 0, nowMs: 0 })).toThrow(corrupt)
        }
        store.close()
        if (faults.length > 0) expect(readFileSync(file).equals(damaged)).toBe(true)
      }),
      { numRuns: 150 },
    )
  })

  it('in one table leaves what is in the others readable', () => {
    const file = writeStore()
    overwritePage(file, pageOf(file, 'events'))
    const store = openForTest(file)
    expect(() => store.readEvents({ after: 0, limit: 256 })).toThrow(corrupt)
    expect(() => store.commit(nextEvents(store))).toThrow(corrupt)
    expect(store.records()).toHaveLength(30)
    expect(store.transcript(runId(3), { start: 0, limit: 9 }).items).toHaveLength(1)
  })
})

function tryOpen(file: string): RecordStore | undefined {
  try {
    return openStore(file)
  } catch (problem) {
    expect(problem).toMatchObject({ code: 'store-corrupt', data: { file } })
    return undefined
  }
}

function nextEvents({ lastEvent }: RecordStore): Chronicle['events'] {
  const chronicle = new Chronicle(lastEvent.id + 1)
  chronicle.pass(lastEvent.timeMs)
  chronicle.diagnose(undefined)
  return chronicle.events
}

function pageOf(file: string, table: string): number {
  const database = openDatabase(file)
  const sql = "select pageno from dbstat where name = ? and pagetype = 'leaf' order by pageno limit 1 offset 1"
  const page = database.prepare(sql).first(table)?.['pageno']
  database.close()
  return Number(page)
}

function overwritePage(file: string, page: number): void {
  const bytes = readFileSync(file)
  bytes.fill(0xa5, (page - 1) * pageBytes, page * pageBytes)
  writeFileSync(file, bytes)
}

describe('a damaged record', () => {
  function openDamaged(sql: string): RecordStore {
    const file = writeStore()
    damageWith(file, sql)
    return openForTest(file)
  }

  it('of an event is skipped and named, and the page goes on behind it', () => {
    const store = openDamaged("update events set data = '{' where id = 5; update events set kind = 'x' where id = 7")
    const { events, next } = store.readEvents({ after: 3, limit: 5 })
    expect([events.map(({ id }) => id), next]).toEqual([[4, 6, 8], 8])
    store.readEvents({ after: 3, limit: 5 })
    expect(store.damaged()).toMatchObject([
      { table: 'events', key: '5' },
      { table: 'events', key: '7', problem: expect.stringContaining('kind: ') },
    ])
  })

  it('of a run is skipped and named, and does not make a page shorter', () => {
    const store = openDamaged(`update runs set record = json_remove(record, '$.worker') where id = '${runId(28)}'`)
    expect(store.runs({ limit: 5 }).map(({ id }) => id)).toEqual([30, 29, 27, 26, 25].map(runId))
    expect(store.run(runId(28))).toBeUndefined()
    const problem = 'worker: expected a text that begins with wrk_, found nothing'
    expect(store.damaged()).toEqual([{ table: 'runs', key: runId(28), problem }])
  })

  it('of a worker is skipped and named, and the others are there', () => {
    const store = openDamaged(`update workers set record = '[]' where id = '${workerId(1)}'`)
    expect([...store.picture(project).workers.keys()]).toEqual([workerId(2)])
    expect(store.damaged()).toMatchObject([{ table: 'workers', key: workerId(1) }])
  })

  it('of a transcript or a diagnostic is skipped and named', () => {
    const store = openDamaged("update transcript set record = 'null'; update diagnostics set record = '7'")
    expect(store.transcript(runId(1), { start: 0, limit: 5 })).toEqual({ items: [], total: 1, next: 1 })
    expect(store.diagnostics({ limit: 5 })).toEqual([])
    expect(store.damaged().map(({ table }) => table)).toEqual(['transcript', 'diagnostics'])
  })

  it('does not stop the journal: what follows of it is kept', () => {
    const store = openDamaged(`update runs set record = '' where id = '${runId(30)}'`)
    const chronicle = new Chronicle(store.lastEvent.id + 1)
    chronicle.pass(store.lastEvent.timeMs)
    chronicle.note({ kind: 'run.ready', data: {} }, { worker: workerId(2), run: runId(30) })
    store.commit(chronicle.events)
    expect(store.readEvents({ after: store.lastEvent.id - 1, limit: 1 }).events).toStrictEqual(chronicle.events)
  })

  it('is mended by folding everything anew from whole events', () => {
    const file = writeStore()
    const before = dumpRecords(file)
    damageWith(file, "update runs set record = ''; delete from workers; delete from transcript")
    const store = openForTest(file)
    store.rebuild()
    expect(dumpRecords(file)).toEqual(before)
  })

  it('of an event keeps everything from being folded anew, which could only lose by it', () => {
    const file = writeStore()
    const before = dumpRecords(file)
    damageWith(file, "update events set data = '' where id = 5")
    const store = openForTest(file)
    expect(() => store.rebuild()).toThrow(expect.objectContaining({ code: 'refused' }))
    expect(dumpRecords(file)).toEqual(before)
    expect(() => store.commit(nextEvents(store))).not.toThrow()
  })

  it('whose number is past what a number holds is no worse than another', () => {
    const store = openDamaged('update events set time_ms = 9007199254740993e30 where id = 5')
    expect(store.readEvents({ after: 4, limit: 1 }).events).toHaveLength(1)
  })
})

describe('a store that is not there', () => {
  it('is missing when its folder is', () => {
    const missing = expect.objectContaining({ code: 'store-missing' })
    expect(() => openStore(join(tmpDir(), 'none', 'store.db'))).toThrow(missing)
  })

  it('is missing, and not made anew, when only its newest pages are left', () => {
    const file = storeFile()
    const store = openForTest(file)
    store.commit(manyRuns().events)
    rmSync(file)
    expect(() => openStore(file)).toThrow(expect.objectContaining({ code: 'store-missing' }))
  })

  it('any more is not written: nothing of that would be there tomorrow', () => {
    for (const vanish of [rmSync, moveAway, replace]) {
      const file = storeFile()
      const store = openForTest(file)
      store.commit(manyRuns().events)
      vanish(file)
      expect(() => store.commit(nextEvents(store))).toThrow(expect.objectContaining({ code: 'store-missing' }))
    }
  })

  it('is not read through a symbolic link, and not from a folder', () => {
    const refused = expect.objectContaining({ code: 'refused' })
    const folder = tmpDir()
    symlinkSync(writeStore(), join(folder, 'link.db'))
    symlinkSync(join(folder, 'nothing'), join(folder, 'dangling.db'))
    mkdirSync(join(folder, 'folder.db'))
    for (const name of ['link.db', 'dangling.db', 'folder.db'])
      expect(() => openStore(join(folder, name))).toThrow(refused)
  })
})

function moveAway(file: string): void {
  renameSync(file, join(dirname(file), 'elsewhere.db'))
}

function replace(file: string): void {
  const other = writeStore()
  renameSync(other, file)
}

describe('a store of a newer version', () => {
  it('is refused and left as it is', () => {
    const file = writeStore()
    damageWith(file, 'pragma user_version = 99')
    const before = readFileSync(file)
    expect(() => openStore(file)).toThrow(
      expect.objectContaining({
        code: 'store-newer',
        data: { file, operation: 'opening the store', version: 99, known: 1 },
      }),
    )
    expect(readFileSync(file).equals(before)).toBe(true)
    truncateSync(file, 0)
  })
})
