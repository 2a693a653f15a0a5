import { once } from 'node:events'
import type { Writable } from 'node:stream'

/** Writes at the pace of whoever reads; where nobody reads any more it does nothing. */
export async function writePaced(target: Writable, data: string | Uint8Array): Promise<void> {
  if (target.destroyed || target.write(data)) return
  await once(target, 'drain').catch(() => undefined)
}
