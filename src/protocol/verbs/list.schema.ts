import { workerId } from '../schemas/id.ts'
import { flag, list, object, optional, type Schema, text } from '../schemas/shape.ts'
import type { ListParams } from './list.ts'

/** What `list` takes. */
export const listParams: Schema<ListParams> = object<ListParams>({
  words: optional(list(text(256), 10_000, 'words that select workers')),
  all: optional(flag),
  after: optional(workerId),
  usage: optional(flag),
  ports: optional(flag),
})
