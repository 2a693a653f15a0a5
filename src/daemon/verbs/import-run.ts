import type { Handler } from '../context.ts'
import { importBundle } from '../importing/import.ts'

/** Takes in a run that was exported as a bundle. */
export const importRun: Handler<'import-run'> = importBundle
