import type { Client } from '../client/client.ts'
import type { WorkerId } from '../core/id.ts'
import type { Doors } from './doors.ts'
import { onInterrupts } from './interrupts.ts'

/** What a person, or whoever started us, makes of a run in the foreground. */
export type RunControl = {
  /** Resolves with our exit code when the run is to be left alone. */
  readonly left: Promise<number>
  /** Whether nobody reads its output any more. */
  readonly isBroken: () => boolean
  close(): void
}

export type RunHold = {
  /** The worker, once it is there: what is pressed before that reaches it too. */
  readonly worker: Promise<WorkerId>
  /** Whether the run goes on without us. */
  readonly keep: boolean
}

/** A dead reader of our output ends the run, as it would without us; the code is that of a program killed by SIGPIPE. */
export const brokenPipeCode = 141

/** Ctrl-C is for the run; TERM, HUP and a dead reader end it, unless it is to be kept: then they only end us. */
export function openControl(client: Client, { worker, keep }: RunHold, doors: Doors): RunControl {
  const left = Promise.withResolvers<number>()
  // Why there is no worker is said by whoever asked for it.
  worker.catch(ignore)
  let isBroken = false

  const stop = (reason: string, code: number): void => {
    if (keep) left.resolve(code)
    else ask(worker, workers => client.ask('stop', { workers, reason }))
  }
  const breakOff = (): void => {
    isBroken = true
    stop('nobody reads its output any more', brokenPipeCode)
  }
  const endInterrupts = onInterrupts(doors, {
    interrupt: () => ask(worker, workers => client.ask('signal', { workers, signal: 'INT' })),
    insist: () => ask(worker, workers => client.ask('kill', { workers, reason: 'Ctrl-C twice' })),
    terminate: signal => stop(`skep run got ${signal}`, signal === 'SIGTERM' ? 143 : 129),
  })
  const streams = [doors.stdout, doors.stderr]
  for (const stream of streams) stream.on('error', breakOff)

  return {
    left: left.promise,
    isBroken: () => isBroken,
    close: endInterrupts,
  }
}

/** A signal that comes when the run has just ended has nothing left to do. */
function ask(worker: Promise<WorkerId>, how: (workers: readonly WorkerId[]) => Promise<unknown>): void {
  void worker.then(id => how([id])).catch(ignore)
}

const ignore = (): void => undefined
