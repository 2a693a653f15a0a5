import { workerId } from '../schemas/id.ts'
import { flag, list, object, type Schema, tagged, text, word } from '../schemas/shape.ts'
import { typedText } from '../schemas/text.ts'
import type { SendParams, Typed } from './send.ts'

/** What `send` takes. */
export const sendParams: Schema<SendParams> = object<SendParams>({
  worker: workerId,
  typed: tagged<Typed>({
    text: object({ kind: word('text'), text: typedText, enter: flag }),
    // Which keys there are says who makes bytes of them.
    keys: object({ kind: word('keys'), keys: list(text(64), 10_000, 'keys') }),
  }),
})
