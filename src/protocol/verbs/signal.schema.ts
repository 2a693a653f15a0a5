import { workerIds } from '../schemas/id.ts'
import { object, type Schema, text } from '../schemas/shape.ts'
import type { SignalParams } from './signal.ts'

/** What `signal` takes. */
export const signalParams: Schema<SignalParams> = object<SignalParams>({
  workers: workerIds,
  // Which signals there are says the machine that sends them.
  signal: text(64),
})
