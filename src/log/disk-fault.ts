import { Fault } from '../core/fault.ts'
import { errnoOf } from './segment.ts'

/** Why output that arrives is not being kept. */
export function toDiskFault(error: unknown): Fault {
  return toFault(error, {
    what: 'output is not being kept',
    hint: 'Make room or mend the folder: keeping goes on by itself, and the run goes on meanwhile.',
  })
}

/** Why a log cannot be opened. */
export function toOpenFault(error: unknown): Fault {
  return toFault(error, {
    what: "the run's output cannot be kept",
    hint: 'Make room or mend the folder, then start the run again.',
  })
}

/** Why output that was taken from elsewhere cannot be kept. */
export function toRestoreFault(error: unknown): Fault {
  return toFault(error, {
    what: 'the output cannot be kept',
    hint: 'Make room or mend the folder, then import it again.',
  })
}

const fullDisk: ReadonlySet<string | undefined> = new Set(['ENOSPC', 'EDQUOT', 'EFBIG'])

function toFault(error: unknown, { what, hint }: { readonly what: string; readonly hint: string }): Fault {
  const errno = errnoOf(error)
  const data = { errno }
  if (fullDisk.has(errno)) {
    return new Fault({ code: 'disk-full', message: `${what}: the disk is full (${errno})`, hint, data })
  }
  const reason = error instanceof Error ? error.message : String(error)
  return new Fault({ code: 'refused', message: `${what}: ${reason}`, hint, data })
}
