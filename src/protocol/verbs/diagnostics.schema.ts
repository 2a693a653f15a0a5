import { pageLimit } from '../schemas/page.ts'
import { object, type Schema } from '../schemas/shape.ts'
import type { DiagnosticsParams } from './diagnostics.ts'

/** What `diagnostics` takes. */
export const diagnosticsParams: Schema<DiagnosticsParams> = object<DiagnosticsParams>({ limit: pageLimit })
