import type { Given } from './command.ts'
import type { Doors } from './doors.ts'

/** Prints the JSON schema of `skep.yaml`: to a person in lines, with `--json` in one. */
export async function schema({ options }: Given<{ readonly json?: true }>, doors: Doors): Promise<number> {
  const { skepSchema } = await import('../config/schema.ts')
  doors.stdout.write(`${JSON.stringify(skepSchema(), null, options.json ? 0 : 2)}\n`)
  return 0
}
