import { runId, workerId } from '../schemas/id.ts'
import { either, object, type Schema } from '../schemas/shape.ts'
import type { ShowParams } from './show.ts'

/** What `show` takes. */
export const showParams: Schema<ShowParams> = either(
  object<Extract<ShowParams, { worker: unknown }>>({ worker: workerId }),
  object<Extract<ShowParams, { run: unknown }>>({ run: runId }),
  'an object with the id of a `worker` or of a `run`',
)
