import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openStore, type RecordStore } from '../src/disk/store.ts'
import { Chronicle } from '../test/core/chronicle.ts'

/**
 * How many events a second are kept, each in a transaction of its own and in hundreds; and what a journal of many
 * events and runs costs when it is opened and read, as a ratio to a small one. Arguments: events of the large store,
 * rounds.
 */
const [largeEvents = 1_000_000, rounds = 15] = process.argv.slice(2).map(Number)
const smallEvents = 10_000
const eventsPerRun = 100
const workers = 20
const budget = 2
const page = { start: 0, limit: 256 }
const loopBudgetMs = 10
const everythingOld = { runsPerWorker: 0, maxAgeMs: 0, nowMs: Number.MAX_SAFE_INTEGER }
const nothingOld = { runsPerWorker: Number.MAX_SAFE_INTEGER, maxAgeMs: Number.MAX_SAFE_INTEGER, nowMs: 0 }

const folder = mkdtempSync(join(tmpdir(), 'skep-bench-'))
try {
  measureCommits(1, 5_000)
  measureCommits(100, 100_000)
  const small = fill('small.db', smallEvents)
  const large = fill('large.db', largeEvents)
  compare(small, large)
} finally {
  rmSync(folder, { recursive: true, force: true })
}

function measureCommits(size: number, count: number): void {
  const store = openStore(join(folder, `commits-${size}.db`))
  const next = supply()
  const batches = Array.from({ length: count / size }, () => next(size))
  const startMs = performance.now()
  for (const batch of batches) store.commit(batch)
  const tookMs = performance.now() - startMs
  store.close()
  print(`commit of ${size}: ${Math.round(count / (tookMs / 1000)).toLocaleString('en')} events a second`)
}

/** Gives so many more events of a runtime that goes on for ever. */
function supply(): (count: number) => Chronicle['events'] {
  const chronicle = new Chronicle()
  const all = Array.from({ length: workers }, () => chronicle.addWorker())
  let given = 0
  let turn = 0
  return count => {
    while (chronicle.events.length < given + count) {
      const worker = all[turn % workers]
      turn += 1
      if (worker) talk(chronicle, worker)
    }
    given += count
    return chronicle.events.slice(given - count, given)
  }
}

function talk(chronicle: Chronicle, worker: Chronicle['workers'][number]): void {
  chronicle.tell(worker, { kind: 'start' })
  chronicle.tellRun(worker, { kind: 'spawned', process: { pid: 7, startTicks: 70 } })
  for (let line = 0; line < eventsPerRun - 8; line += 1)
    chronicle.say(worker, { kind: 'input', text: `select ${line} from orders where id = ${line};\n`, secret: false })
  chronicle.tellRun(worker, { kind: 'exited', exit: { kind: 'exited', code: 0 } })
  chronicle.tellRun(worker, { kind: 'drained' })
}

function fill(name: string, count: number): string {
  const file = join(folder, name)
  const store = openStore(file)
  const next = supply()
  const startMs = performance.now()
  for (let kept = 0; kept < count; kept += 1_000) store.commit(next(1_000))
  const seconds = (performance.now() - startMs) / 1000
  print(`${name}: ${count.toLocaleString('en')} events, ${store.records().length} runs, in ${seconds.toFixed(1)} s`)
  store.close()
  return file
}

function compare(small: string, large: string): void {
  judge('opening and the present', [small, large], file => {
    const store = openStore(file)
    store.picture('/')
    store.close()
  })
  const [one, other] = [openStore(small), openStore(large)]
  const read = (name: string, work: (store: RecordStore) => unknown): void => judge(name, [one, other], work)
  const worker = one.workers()[3]?.id
  read('the first page of events', store => store.readEvents({ after: 0, limit: 256 }))
  read('a page in the middle', store => store.readEvents({ after: store.lastEvent.id >> 1, limit: 256 }))
  read('the last page', store => store.readEvents({ after: store.lastEvent.id - 256, limit: 256 }))
  read('a page of one worker', store => store.readEvents({ after: 0, limit: 256, worker }))
  read('a page of runs', store => store.runs({ limit: 50 }))
  read('a page of runs of one worker', store => store.runs({ limit: 5, worker }))
  read('the runs that failed, of which there are none', store => store.runs({ limit: 50, statuses: ['failed'] }))
  read('a page of a transcript', store => store.transcript(store.runs({ limit: 1 })[0]?.id ?? 'run_', page))
  hold('looking through all runs', () => other.runs({ limit: 50, statuses: ['failed', 'paused'] }))
  hold('looking for what is past its retention', () => other.prune(nothingOld))
  hold('taking some of it', () => other.prune(everythingOld))
  one.close()
  other.close()
}

function judge<Place>(name: string, [small, large]: readonly [Place, Place], work: (place: Place) => unknown): void {
  const times: [number[], number[]] = [[], []]
  for (let round = 0; round < rounds; round += 1) {
    times[0].push(timeMs(() => work(small)))
    times[1].push(timeMs(() => work(large)))
  }
  const [smallMs, largeMs] = times.map(median) as [number, number]
  const ratio = largeMs / smallMs
  print(`${name}: ${smallMs.toFixed(2)} ms, ${largeMs.toFixed(2)} ms, ratio ${ratio.toFixed(2)} (budget ${budget})`)
  if (ratio > budget) process.exitCode = 1
}

/** What goes through everything must not hold the daemon's loop. */
function hold(name: string, work: () => unknown): void {
  const longestMs = Math.max(...Array.from({ length: rounds }, () => timeMs(work)))
  print(`${name}: at most ${longestMs.toFixed(2)} ms (budget ${loopBudgetMs})`)
  if (longestMs > loopBudgetMs) process.exitCode = 1
}

function timeMs(work: () => unknown): number {
  const startMs = performance.now()
  work()
  return performance.now() - startMs
}

function median(times: readonly number[]): number {
  return times.toSorted((one, other) => one - other)[times.length >> 1] ?? Number.NaN
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}
