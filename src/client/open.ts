import type { RunId } from '../core/id.ts'
import { follow } from '../log/follow.ts'
import { openReader } from '../log/read.ts'
import type { Connection } from '../protocol/connection.ts'
import type { Client, OutputSource } from './client.ts'
import { openUnbroken } from './unbroken.ts'
import { openWakes } from './wakes.ts'

/** Makes a client of a connection: output is read straight from the files, woken by what the runtime tells; no event is missed. */
export function openClient(given: Connection): Client {
  const connection = openUnbroken(given)
  const wakes = openWakes(connection)

  function output(run: RunId): OutputSource {
    return {
      ...openReader(connection.outputFolder(run)),
      grew: wake => wakes(run, wake),
    }
  }

  return {
    ...connection,
    output,
    follow(run, { from, ...order }) {
      const source = output(run)
      return follow(source, from, { ...order, grew: source.grew })
    },
  }
}
