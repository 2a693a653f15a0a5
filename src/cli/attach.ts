import type { Client } from '../client/client.ts'
import { type Endings, watchEndings } from '../client/endings.ts'
import { Fault } from '../core/fault.ts'
import { showTerminal } from './attach/show.ts'
import { findAttachable, notThere } from './attach/target.ts'
import type { Given } from './command.ts'
import type { Doors } from './doors.ts'
import { withFound } from './project.ts'
import { canShowScreen } from './screen.ts'

export type AttachOptions = { readonly watch?: true }

/**
 * Gives a worker's terminal the whole of ours. The exit code is 0 when it was left and also when its end was seen, which is no
 * failure of ours (`skep wait` tells how a run ended); 128 and its number when a signal ended it.
 */
export async function attach({ words, options }: Given<AttachOptions>, doors: Doors): Promise<number> {
  const [name = ''] = words
  if (!canShowScreen(doors)) {
    const hint = `without one, follow its output: skep logs -f ${name}`
    throw new Fault({ code: 'usage', message: 'attach needs a terminal for stdin and stdout', hint })
  }
  const isWatching = options.watch === true
  const exitCode = await withFound(doors, 'known', client => attachIn(client, { name, isWatching }, doors))
  if (exitCode === undefined) throw notThere(name)
  return exitCode
}

type Wanted = { readonly name: string; readonly isWatching: boolean }

async function attachIn(client: Client, { name, isWatching }: Wanted, doors: Doors): Promise<number> {
  // Before anything is asked: its end may come at any time from here on.
  const endings: Endings = watchEndings(client)
  try {
    const target = await findAttachable(client, name, doors.env)
    return await showTerminal({ client, target, isWatching, endings }, doors)
  } finally {
    endings.close()
  }
}
