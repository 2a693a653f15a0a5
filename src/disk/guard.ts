import { type Stats, statSync } from 'node:fs'
import { Fault } from '../core/fault.ts'
import { type Doing, storeMissing, toStoreFault } from './store-fault.ts'

/** Stands before every use of a store's file. */
export type Guard = {
  read<Result>(operation: string, work: () => Result): Result
  /** Refused when the file was found damaged, since then or before: what is left of it must not be written over. */
  change<Result>(operation: string, work: () => Result): Result
}

/** Opens the guard of a file that is open, or of `:memory:`. */
export function openGuard(file: string): Guard {
  const opened = statOf(file)
  let corrupt: Fault | undefined

  function read<Result>(operation: string, work: () => Result): Result {
    try {
      return work()
    } catch (problem) {
      const fault = toStoreFault(problem, { file, operation })
      if (fault instanceof Fault && fault.code === 'store-corrupt') corrupt ??= fault
      throw fault
    }
  }

  return {
    read,
    change(operation, work) {
      if (corrupt) throw corrupt
      requireSame(opened, { file, operation })
      return read(operation, work)
    },
  }
}

function statOf(file: string): Stats | undefined {
  return file === ':memory:' ? undefined : statSync(file, { throwIfNoEntry: false })
}

// SQLite would go on writing into a file that was deleted or moved away, and nothing of it would be there tomorrow.
function requireSame(opened: Stats | undefined, doing: Doing): void {
  if (!opened) return
  const now = statOf(doing.file)
  if (now?.ino !== opened.ino || now.dev !== opened.dev) throw storeMissing(doing)
}
