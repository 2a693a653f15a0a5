import { flag, object, oneOf, type Schema } from '../schemas/shape.ts'
import { workerSpec } from '../schemas/spec.ts'
import type { AddParams } from './add.ts'

/** What `add` takes. */
export const addParams: Schema<AddParams> = object<AddParams>({
  spec: workerSpec,
  taken: oneOf({ refuse: 'refuse', number: 'number', reuse: 'reuse' }),
  start: flag,
})
