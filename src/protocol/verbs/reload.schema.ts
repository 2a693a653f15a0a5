import { flag, list, object, type Schema } from '../schemas/shape.ts'
import { workerSpec } from '../schemas/spec.ts'
import type { ReloadParams } from './reload.ts'
import { keepNames, mostAtOnce } from './up.schema.ts'

/** What `reload` takes. */
export const reloadParams: Schema<ReloadParams> = object<ReloadParams>({
  specs: list(workerSpec, mostAtOnce, 'workers'),
  keep: keepNames,
  dryRun: flag,
})
