import { runId } from '../schemas/id.ts'
import { object, oneOf, type Schema, tagged, text, word } from '../schemas/shape.ts'
import type { RenderFormat, RenderParams } from './render.ts'

/** What `render` takes. */
export const renderParams: Schema<RenderParams> = tagged<RenderParams>({
  begin: object<Extract<RenderParams, { kind: 'begin' }>>({
    kind: word('begin'),
    run: runId,
    format: oneOf<RenderFormat>({ txt: 'txt', html: 'html' }),
  }),
  next: object<Extract<RenderParams, { kind: 'next' }>>({ kind: word('next'), cursor: text(64) }),
})
