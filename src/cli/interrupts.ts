import type { Doors } from './doors.ts'

/** A second Ctrl-C within this time means it: kill. */
const secondWithinMs = 2_000

export type Interrupted = {
  /** The first Ctrl-C. */
  interrupt(): void
  /** The second one soon after it. */
  insist(): void
  /** TERM, or the terminal has gone. */
  terminate(signal: 'SIGTERM' | 'SIGHUP'): void
}

/** Turns the signals of this process into what a person means by them; the function that comes back ends it. */
export function onInterrupts({ onSignal }: Pick<Doors, 'onSignal'>, interrupted: Interrupted): () => void {
  let lastMs = Number.NEGATIVE_INFINITY
  const endings = [
    onSignal('SIGINT', () => {
      const isSecond = performance.now() - lastMs < secondWithinMs
      lastMs = performance.now()
      if (isSecond) interrupted.insist()
      else interrupted.interrupt()
    }),
    onSignal('SIGTERM', () => interrupted.terminate('SIGTERM')),
    onSignal('SIGHUP', () => interrupted.terminate('SIGHUP')),
  ]
  return () => {
    for (const end of endings) end()
  }
}
