import { runId } from '../schemas/id.ts'
import { object, oneOf, type Schema, whole } from '../schemas/shape.ts'
import { mostHistory, type ScreenFormat, type ScreenParams } from './screen.ts'

/** What `screen` takes. */
export const screenParams: Schema<ScreenParams> = object<ScreenParams>({
  run: runId,
  format: oneOf<ScreenFormat>({ text: 'text', ansi: 'ansi', svg: 'svg' }),
  history: whole(0, mostHistory),
})
