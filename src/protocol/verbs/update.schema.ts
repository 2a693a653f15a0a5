import { workerId } from '../schemas/id.ts'
import { object, type Schema } from '../schemas/shape.ts'
import { workerSpec } from '../schemas/spec.ts'
import type { UpdateParams } from './update.ts'

/** What `update` takes. */
export const updateParams: Schema<UpdateParams> = object<UpdateParams>({ worker: workerId, spec: workerSpec })
