import { runId } from '../schemas/id.ts'
import { pageLimit, position } from '../schemas/page.ts'
import { object, type Schema } from '../schemas/shape.ts'
import type { TranscriptParams } from './transcript.ts'

/** What `transcript` takes. */
export const transcriptParams: Schema<TranscriptParams> = object<TranscriptParams>({
  run: runId,
  start: position,
  limit: pageLimit,
})
