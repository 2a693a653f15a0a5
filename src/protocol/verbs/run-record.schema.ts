import { runId } from '../schemas/id.ts'
import { object, type Schema } from '../schemas/shape.ts'
import type { ParamsOf } from '../verbs.ts'

/** What `run-record` takes. */
export const runRecordParams: Schema<ParamsOf<'run-record'>> = object<ParamsOf<'run-record'>>({ run: runId })
