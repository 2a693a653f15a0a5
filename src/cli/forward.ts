import { setTimeout as pause } from 'node:timers/promises'
import { Fault } from '../core/fault.ts'
import type { Attachment } from '../protocol/connection.ts'

/** A program that does not read its input now may do so soon; this often it is tried again. */
const retryMs = 20

/** Hands everything that comes from a source on to a run's stdin, at the pace at which the run reads; ends with it. */
export async function forward(source: AsyncIterable<Uint8Array>, attachment: Attachment): Promise<void> {
  try {
    await pour(source, attachment)
  } catch (problem) {
    if (!(problem instanceof Fault)) throw problem
  }
}

/** The same; a run that takes no more input for good is a `Fault`. */
export async function pour(source: AsyncIterable<Uint8Array>, { write }: Pick<Attachment, 'write'>): Promise<void> {
  for await (const bytes of source) await give(bytes, write)
}

async function give(bytes: Uint8Array, write: Attachment['write']): Promise<void> {
  for (;;) {
    try {
      await write(bytes)
      return
    } catch (problem) {
      if (!(problem instanceof Fault) || problem.code !== 'input-full') throw problem
      await pause(retryMs)
    }
  }
}

/** Hands bytes on as soon as the run takes them, unless nobody wants that any more; false when it takes no more for good. */
export async function giveUnless(
  isOver: () => boolean,
  { write }: Pick<Attachment, 'write'>,
  bytes: Uint8Array,
): Promise<boolean> {
  try {
    await give(bytes, data => (isOver() ? Promise.resolve() : write(data)))
    return !isOver()
  } catch (problem) {
    if (problem instanceof Fault) return false
    throw problem
  }
}
