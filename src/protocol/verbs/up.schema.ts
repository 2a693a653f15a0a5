import { either, list, type Optional, object, oneOf, optional, type Schema } from '../schemas/shape.ts'
import { workerSpec } from '../schemas/spec.ts'
import { workerName } from '../schemas/text.ts'
import type { UpParams } from './up.ts'

// As many as a file may name.
const mostWorkers = 5_000

/** As many of them as are taken in at once without holding everybody else up. */
export const mostAtOnce = 64

/** Who else is named besides those that are given. */
export const keepNames: Optional<NonNullable<UpParams['keep']>> = optional(
  either(
    oneOf({ all: 'all' }),
    list(workerName, mostWorkers, 'names'),
    `\`all\` or a list of at most ${mostWorkers} names`,
  ),
)

/** What `up` takes. */
export const upParams: Schema<UpParams> = object<UpParams>({
  specs: list(workerSpec, mostAtOnce, 'workers'),
  keep: keepNames,
  start: either(
    oneOf({ auto: 'auto', none: 'none' }),
    list(workerName, mostWorkers, 'names'),
    `\`auto\`, \`none\` or a list of at most ${mostWorkers} names`,
  ),
})
