import { runId } from '../schemas/id.ts'
import { flag, object, oneOf, type Schema } from '../schemas/shape.ts'
import type { AttachParams } from './attach.ts'

/** What `attach` takes. */
export const attachParams: Schema<AttachParams> = object<AttachParams>({
  run: runId,
  source: oneOf<AttachParams['source']>({ keys: 'keys', pipe: 'pipe' }),
  endsInput: flag,
})
