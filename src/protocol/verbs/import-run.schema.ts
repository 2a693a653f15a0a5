import { env } from '../schemas/env.ts'
import { object, type Schema } from '../schemas/shape.ts'
import { absolutePath } from '../schemas/text.ts'
import type { ImportRunParams } from './import-run.ts'

/** What `import-run` takes. */
export const importRunParams: Schema<ImportRunParams> = object<ImportRunParams>({ file: absolutePath('a file'), env })
