import { Fault } from '../core/fault.ts'
import type { VerbName } from '../protocol/verbs.ts'

/** The end of a runtime: from its beginning on it can be read and not changed, until the end is undone. */
export type Shutdown = {
  /** Whether something that changes the runtime may be asked for now. */
  allows(verb: VerbName): boolean
  /** Refuses what may not be asked for now. */
  require(verb: VerbName): void
  /** Ends the runtime by `work`, once: whoever comes later waits for it and is told `undefined`. */
  once<Result>(work: () => Promise<Result>): Promise<Result | undefined>
  /** Lets the runtime be changed again once it has ended; false when it goes on anyway. */
  undo(): Promise<boolean>
}

/** While the runtime goes down its stops can still be hurried: these only end what runs. */
const hurrying: ReadonlySet<VerbName> = new Set(['stop', 'kill', 'cancel', 'cancel-run'])

/** Opens the shutdown of a runtime that goes on. */
export function openShutdown(): Shutdown {
  let working: Promise<unknown> | undefined
  let isOver = false

  const allows = (verb: VerbName): boolean =>
    working === undefined || verb === 'down' || (!isOver && hurrying.has(verb))

  return {
    allows,
    require(verb) {
      if (!allows(verb)) throw stoppedFault()
    },
    async once(work) {
      if (working) {
        await working.catch(() => undefined)
        return undefined
      }
      const worked = work().finally(() => {
        isOver = true
      })
      working = worked
      return worked
    },
    async undo() {
      const undone = working
      await undone?.catch(() => undefined)
      if (!undone || working !== undone) return false
      working = undefined
      isOver = false
      return true
    },
  }
}

function stoppedFault(): Fault {
  const hint = 'start skep again to change anything; reading still works'
  return new Fault({ code: 'runtime-stopped', message: 'the runtime has been stopped', hint })
}
