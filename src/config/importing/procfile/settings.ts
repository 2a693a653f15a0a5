import type { Importing } from '../translation.ts'
import { readForeman } from './foreman.ts'
import { readOvermind } from './overmind.ts'
import type { Settings } from './setting.ts'

/** Reads what lies beside a `Procfile`: foreman's `.foreman`, and overmind's variables in `.env` and `.overmind.env`. */
export async function readSettings(importing: Importing): Promise<Settings> {
  return { ...(await readForeman(importing)), ...(await readOvermind(importing)) }
}
