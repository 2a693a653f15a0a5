import type { Doors } from './doors.ts'

/** A command that goes on until it is ended: by a signal, or because nobody reads it any more. */
export type Going = {
  /** Aborted when it is to end. */
  readonly signal: AbortSignal
  /** What its exit code says of that; 0 while nothing has ended it. */
  readonly exitCode: () => number
  close(): void
}

/** As shells count them: 128 and the number of the signal. */
const exitCodes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129, SIGPIPE: 141 } as const

/** Timers cannot be longer. */
const longestTimerMs = 2 ** 31 - 1

/** Begins to listen for what ends a command. */
export function openGoing({ onSignal, stdout }: Pick<Doors, 'onSignal' | 'stdout'>): Going {
  const ending = new AbortController()
  let exitCode = 0
  const end = (signal: keyof typeof exitCodes) => (): void => {
    exitCode ||= exitCodes[signal]
    ending.abort()
  }
  const endPipe = end('SIGPIPE')
  // To wait for what may come does not by itself keep a program from ending.
  const alive = setInterval(() => undefined, longestTimerMs)
  stdout.on('error', endPipe)
  const forget = (['SIGINT', 'SIGTERM', 'SIGHUP'] as const).map(signal => onSignal(signal, end(signal)))
  return {
    signal: ending.signal,
    exitCode: () => exitCode,
    close() {
      clearInterval(alive)
      stdout.off('error', endPipe)
      for (const one of forget) one()
    },
  }
}
