import { either, list, object, oneOf, optional, type Schema } from '../schemas/shape.ts'
import { workerSpec } from '../schemas/spec.ts'
import { workerName } from '../schemas/text.ts'
import type { UpParams } from './up.ts'

// As many as a file may name, and as many of them as are taken in at once without holding everybody else up.
const mostWorkers = 5_000
const mostAtOnce = 64

/** What `up` takes. */
export const upParams: Schema<UpParams> = object<UpParams>({
  specs: list(workerSpec, mostAtOnce, 'workers'),
  keep: optional(
    either(
      oneOf({ all: 'all' }),
      list(workerName, mostWorkers, 'names'),
      `\`all\` or a list of at most ${mostWorkers} names`,
    ),
  ),
  start: either(
    oneOf({ auto: 'auto', none: 'none' }),
    list(workerName, mostWorkers, 'names'),
    `\`auto\`, \`none\` or a list of at most ${mostWorkers} names`,
  ),
})
