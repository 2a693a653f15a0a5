import type { RunId } from '../core/id.ts'
import { follow } from '../log/follow.ts'
import { openReader } from '../log/read.ts'
import type { Connection } from '../protocol/connection.ts'
import type { Notice } from '../protocol/notice.ts'
import type { Client, OutputSource } from './client.ts'
import { openUnbroken } from './unbroken.ts'

/** Makes a client of a connection: output is read straight from the files, woken by what the runtime tells; no event is missed. */
export function openClient(given: Connection): Client {
  const connection = openUnbroken(given)

  function output(run: RunId): OutputSource {
    return {
      ...openReader(connection.outputFolder(run)),
      grew: wake =>
        connection.listen(notice => {
          if (concerns(notice, run)) wake()
          // Whoever knows whether the run has ended has asked before: by the answer to this he knows.
          if (notice.kind === 'lagged') connection.ask('status', {}).then(wake, wake)
        }),
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

function concerns(notice: Notice, run: RunId): boolean {
  if (notice.kind === 'grew') return notice.run === run
  // What was not told may have been of this run.
  if (notice.kind === 'lagged') return true
  return notice.kind === 'events' && notice.events.some(event => event.kind === 'run.ended' && event.run === run)
}
