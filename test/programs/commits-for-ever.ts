import { openStore } from '../../src/disk/store.ts'
import { Chronicle } from '../core/chronicle.ts'

// Keeps one event after the other and says each that is acknowledged, until somebody ends it.
const store = openStore(process.argv[2] ?? '')
const chronicle = new Chronicle(store.lastEvent.id + 1)
chronicle.pass(store.lastEvent.timeMs)
const worker = chronicle.addWorker()
let kept = 0

function keepMore(): void {
  chronicle.live(worker)
  for (const event of chronicle.events.slice(kept)) {
    store.commit([event])
    process.stdout.write(`${event.id}\n`)
  }
  kept = chronicle.events.length
  setImmediate(keepMore)
}

keepMore()
