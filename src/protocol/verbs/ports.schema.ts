import { runId } from '../schemas/id.ts'
import { object, type Schema } from '../schemas/shape.ts'
import type { ParamsOf } from '../verbs.ts'

/** What `ports` takes. */
export const portsParams: Schema<ParamsOf<'ports'>> = object<ParamsOf<'ports'>>({ run: runId })
