import { once } from 'node:events'
import type { Writable } from 'node:stream'

/** Writes at the pace of whoever reads; what nobody reads any more is let go. */
export async function write(target: Writable, bytes: string | Uint8Array): Promise<void> {
  if (target.destroyed || target.write(bytes)) return
  await once(target, 'drain').catch(() => undefined)
}
