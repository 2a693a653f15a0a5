import { runId } from '../schemas/id.ts'
import { list, object, type Schema } from '../schemas/shape.ts'
import type { SweepParams } from './sweep.ts'

/** What `sweep` takes. */
export const sweepParams: Schema<SweepParams> = object<SweepParams>({ runs: list(runId, 10_000, 'ids of runs') })
