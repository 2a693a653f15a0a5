import { setTimeout as pause } from 'node:timers/promises'
import { Fault } from '../core/fault.ts'
import type { Attachment } from '../protocol/connection.ts'

/** A program that does not read its input now may do so soon; this often it is tried again. */
const retryMs = 20

/** Hands everything that comes from a source on to a run's stdin, at the pace at which the run reads; ends with it. */
export async function forward(source: AsyncIterable<Uint8Array>, attachment: Attachment): Promise<void> {
  for await (const bytes of source) {
    const goesOn = await give(attachment, bytes, () => false)
    if (!goesOn) return
  }
}

/** Hands bytes on as soon as the run takes them, unless nobody wants that any more; false when it takes no more for good. */
export async function give(
  attachment: Pick<Attachment, 'write'>,
  bytes: Uint8Array,
  isOver: () => boolean,
): Promise<boolean> {
  while (!isOver()) {
    try {
      await attachment.write(bytes)
      return true
    } catch (problem) {
      if (!(problem instanceof Fault)) throw problem
      if (problem.code !== 'input-full') return false
      await pause(retryMs)
    }
  }
  return false
}
