import { workerId } from '../schemas/id.ts'
import { object, type Schema } from '../schemas/shape.ts'
import { workerName } from '../schemas/text.ts'
import type { RenameParams } from './rename.ts'

/** What `rename` takes. */
export const renameParams: Schema<RenameParams> = object<RenameParams>({ worker: workerId, name: workerName })
