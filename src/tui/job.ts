/** The shell's job that this program is. */
export type Job = {
  /** Stops it, as a terminal does at Ctrl-Z. */
  stop(): void
  /** It goes on after it was stopped; the function that comes back ends listening. */
  onContinue(listener: () => void): () => void
  /** The program ends, well or badly: last chance to restore something, at once. */
  onEnd(listener: () => void): () => void
}

/** This process as a job. */
export const thisJob: Job = {
  // The whole group: a shell waits for the command that it started, which may be npm.
  stop: () => void process.kill(0, 'SIGTSTP'),
  onContinue(listener) {
    process.on('SIGCONT', listener)
    return () => process.off('SIGCONT', listener)
  },
  onEnd(listener) {
    // The first tells of a crash before Node prints it: that must not go to a screen which is about to vanish.
    process.on('uncaughtExceptionMonitor', listener)
    process.on('exit', listener)
    return () => {
      process.off('uncaughtExceptionMonitor', listener)
      process.off('exit', listener)
    }
  },
}
