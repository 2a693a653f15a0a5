/** What is to be read next; undefined when nothing is. */
export type NextJob = () => (() => Promise<void>) | undefined

/** Reads one thing after the other. */
export type Loader = {
  /** There may be something to read. */
  kick(): void
  /** Why reading failed, when it did last. */
  readonly problem: string | undefined
  close(): void
}

// In one go at most: what is shown first is painted before the rest is read.
const mostJobs = 8

/** Asks for jobs and does them, one at a time; `done` is called after each. */
export function createLoader(next: NextJob, done: () => void): Loader {
  let isBusy = false
  let isClosed = false
  let problem: string | undefined

  async function run(): Promise<void> {
    try {
      for (let count = 0; count < mostJobs && !isClosed; count++) {
        const job = next()
        if (!job) return
        await job()
        problem = undefined
        if (!isClosed) done()
      }
    } catch (reason) {
      problem = reason instanceof Error ? reason.message : String(reason)
      if (!isClosed) done()
    } finally {
      isBusy = false
    }
  }

  return {
    kick() {
      if (isBusy || isClosed) return
      isBusy = true
      void run()
    },
    get problem() {
      return problem
    },
    close() {
      isClosed = true
    },
  }
}
