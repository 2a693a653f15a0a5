import { closeSync } from 'node:fs'
import type { Fifo } from './fifo.ts'

// Doubling, so that who comes late waits at most as long again as it was late, and a run that lasts for days costs nothing.
const firstWaitMs = 5

/**
 * After the end of input: who opens a FIFO (as /dev/stdin) when no writer is left would wait for one for ever, where the
 * same on a pipe meets the end. So we come by as a writer that says nothing. The function that comes back ends it.
 */
export function letLateReadersIn(fifo: Fifo): () => void {
  let timer: NodeJS.Timeout | undefined
  const comeBy = (waitMs: number) => {
    timer = setTimeout(() => {
      if (visit(fifo)) comeBy(waitMs * 2)
    }, waitMs)
    timer.unref()
  }
  comeBy(firstWaitMs)
  return () => clearTimeout(timer)
}

// When nobody has the FIFO open, nobody can open it any more.
function visit(fifo: Fifo): boolean {
  try {
    closeSync(fifo.open('write'))
    return true
  } catch {
    return false
  }
}
