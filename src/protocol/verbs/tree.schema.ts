import { runId } from '../schemas/id.ts'
import { object, type Schema } from '../schemas/shape.ts'
import type { ParamsOf } from '../verbs.ts'

/** What `tree` takes. */
export const treeParams: Schema<ParamsOf<'tree'>> = object<ParamsOf<'tree'>>({ run: runId })
