import type { ListeningPort } from '../../core/ports.ts'
import { beat } from './beat.ts'
import { isUnreachable } from './feed.ts'
import { isTaken } from './reach.ts'
import { type Explain, type Met, runningIn, type Sight } from './sight.ts'

/** Waits until something in the run's tree listens on a port; a stranger who has it does not count. */
export async function untilPort(sight: Sight, wanted: number, explain: Explain): Promise<Met> {
  const { client, feed, run, wasThere, signal } = sight
  const isThere = wasThere && runningIn(feed.picture, run) !== undefined
  await feed.until(picture => runningIn(picture, run), signal)
  const looks = await beat(async () => {
    // While there is no daemon nobody can tell.
    const { ports } = await client.ask('ports', { run }).catch(problem => {
      if (isUnreachable(problem)) return { ports: [] }
      throw problem
    })
    explain(() => describe(ports, wanted))
    return ports.some(({ port }) => port === wanted)
  }, signal)
  return { already: isThere && looks === 1 }
}

async function describe(ports: readonly ListeningPort[], wanted: number): Promise<string> {
  const own = [...new Set(ports.map(({ port }) => port))]
  const listens = own.length > 0 ? `it listens on ${own.join(', ')}` : 'it listens on no port'
  return (await isTaken(wanted)) ? `${listens}; port ${wanted} is held by somebody outside of its tree` : listens
}
