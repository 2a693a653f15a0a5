import { Fault } from '../../core/fault.ts'
import type { Given } from '../command.ts'
import type { Doors } from '../doors.ts'
import { scripts } from './scripts.ts'

/** Prints the script that a shell is to read; it asks skep at each Tab. */
export async function completion({ words }: Given<unknown>, { stdout }: Doors): Promise<number> {
  const [shell = ''] = words
  const script = scripts.get(shell)
  if (!script) {
    const hint = `there are ${[...scripts.keys()].join(', ')}`
    throw new Fault({ code: 'usage', message: `there is no completion for ${shell}`, hint })
  }
  stdout.write(script)
  return 0
}
