import { runId } from '../schemas/id.ts'
import { flag, object, type Schema } from '../schemas/shape.ts'
import { size } from '../schemas/size.ts'
import type { ViewParams } from './view.ts'

/** What `view` takes. */
export const viewParams: Schema<ViewParams> = object<ViewParams>({ run: runId, readOnly: flag, size })
