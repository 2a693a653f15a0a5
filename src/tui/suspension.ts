import type { Job } from './job.ts'
import type { Surface } from './surface.ts'

export type SuspensionParts = {
  readonly surface: Pick<Surface, 'suspend' | 'resume'>
  readonly router: { suspend(): void; resume(): void }
  readonly job: Job
  readonly refused: () => void
}

/** Where no shell waits, nothing stops a job: then the screen comes back after this. */
const noShellMs = 300
/** Time that passed while the job was stopped is over for a timer too: what woke the job is heard right after that. */
const wakeMs = 50

/** Ctrl-Z and what follows it. */
export type Suspension = { suspend(): void; close(): void }

/** Gives the terminal back to the shell while this job is stopped. */
export function openSuspension({ surface, router, job, refused }: SuspensionParts): Suspension {
  let timer: NodeJS.Timeout | undefined

  function leave(): void {
    router.suspend()
    surface.suspend()
  }

  function comeBack(): void {
    clearTimeout(timer)
    timer = undefined
    surface.resume()
    router.resume()
  }

  function giveUp(): void {
    comeBack()
    refused()
  }

  // It may also have been stopped from outside, without having left: then the terminal's modes are the shell's.
  const stop = job.onContinue(() => {
    leave()
    comeBack()
  })

  return {
    suspend() {
      leave()
      timer = setTimeout(() => {
        timer = setTimeout(giveUp, wakeMs)
      }, noShellMs)
      job.stop()
    },
    close() {
      clearTimeout(timer)
      stop()
    },
  }
}
