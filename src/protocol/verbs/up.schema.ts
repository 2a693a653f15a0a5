import { either, list, object, oneOf, type Schema } from '../schemas/shape.ts'
import { workerSpec } from '../schemas/spec.ts'
import { workerName } from '../schemas/text.ts'
import type { UpParams } from './up.ts'

// As many as a file may name.
const mostWorkers = 5_000

/** What `up` takes. */
export const upParams: Schema<UpParams> = object<UpParams>({
  specs: list(workerSpec, mostWorkers, 'workers'),
  start: either(
    oneOf({ auto: 'auto', none: 'none' }),
    list(workerName, mostWorkers, 'names'),
    `\`auto\`, \`none\` or a list of at most ${mostWorkers} names`,
  ),
})
