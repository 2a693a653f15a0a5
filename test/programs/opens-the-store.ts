import { Fault } from '../../src/core/fault.ts'
import { openStore } from '../../src/disk/store.ts'

// Opens a store and says how that went.
try {
  console.log(JSON.stringify({ lastEvent: openStore(process.argv[2] ?? '').lastEvent.id }))
} catch (problem) {
  console.log(JSON.stringify(problem instanceof Fault ? { code: problem.code } : { problem: String(problem) }))
}
