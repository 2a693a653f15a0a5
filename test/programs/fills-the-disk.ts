import { statfsSync, truncateSync, writeFileSync } from 'node:fs'
import { Fault } from '../../src/core/fault.ts'
import { openStore } from '../../src/disk/store.ts'
import { Chronicle } from '../core/chronicle.ts'

// Keeps events on a small disk until it is full, frees some space, goes on, and says what it met.
const folder = process.argv[2] ?? ''
const store = openStore(`${folder}/store.db`)
const chronicle = new Chronicle()
const worker = chronicle.addWorker()
const ballast = `${folder}/ballast`
const { bavail, bsize } = statfsSync(folder)
writeFileSync(ballast, new Uint8Array((bavail * bsize) / 2))

function commitUntilRefused(): unknown {
  for (let tried = 0; tried < 10_000; tried += 1) {
    chronicle.live(worker)
    try {
      store.commit(chronicle.events.slice(store.lastEvent.id))
    } catch (problem) {
      return problem instanceof Fault ? problem.code : String(problem)
    }
  }
  return 'never'
}

const refused = commitUntilRefused()
const before = store.lastEvent.id
const readable = store.readEvents({ after: before - 1, limit: 1 }).events.length
const again = commitUntilRefused()
truncateSync(ballast, 0)
store.commit(chronicle.events.slice(store.lastEvent.id))
const caughtUp = store.lastEvent.id === chronicle.events.length
console.log(JSON.stringify({ refused, readable, again, caughtUp, damaged: store.damaged() }))
