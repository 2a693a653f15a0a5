import { closeSync } from 'node:fs'
import { type Fifo, type FifoEnd, takeFifo } from './fifo.ts'
import type { Sink } from './input.ts'
import { letLateReadersIn } from './late-readers.ts'
import { fifoSink } from './sink.ts'

export type Stdin = {
  /** The end that the child gets; ours of it is to be closed after the spawn. */
  readonly theirs: number
  readonly sink: Sink
  /** To be called when the process has ended or never started. */
  release(): void
}

/** Opens a pipe for what a child is to read. */
export async function openStdin(): Promise<Stdin> {
  const fifo = await takeFifo()
  const { theirs, ours } = openEnds(fifo)
  const sink = fifoSink(ours)
  let endVisits: (() => void) | undefined
  return {
    theirs,
    sink: {
      send: sink.send,
      close() {
        sink.close()
        endVisits ??= process.platform === 'linux' ? letLateReadersIn(fifo) : undefined
      },
    },
    release() {
      sink.close()
      endVisits?.()
      fifo.close()
    },
  }
}

function openEnds(fifo: Fifo): { theirs: number; ours: number } {
  const opened: number[] = []
  const open = (end: FifoEnd) => {
    const fd = fifo.open(end)
    opened.push(fd)
    return fd
  }
  try {
    // Until the child's own end is there, this one keeps ours from finding nobody.
    const first = open('read')
    const ends = { ours: open('write'), theirs: open('read and wait') }
    closeSync(first)
    return ends
  } catch (error) {
    for (const fd of opened) closeSync(fd)
    fifo.close()
    throw error
  }
}
