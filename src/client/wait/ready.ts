import type { Picture } from '../../core/picture.ts'
import { isReady } from '../../core/ready.ts'
import type { Met, Sight } from './sight.ts'

/** Waits until the run is ready. One that has ended is not, whatever it was before. */
export async function untilReady({ feed, run, wasThere, signal }: Sight): Promise<Met> {
  const look = ({ runs }: Picture): true | undefined => {
    const record = runs.get(run)
    return record && isReady(record) ? true : undefined
  }
  const already = wasThere && look(feed.picture) === true
  await feed.until(look, signal)
  return { already }
}
