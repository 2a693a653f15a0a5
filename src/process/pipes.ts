import { closeSync } from 'node:fs'
import type { SpawnOrder } from '../core/keeper.ts'
import type { Stream } from '../core/output.ts'
import { takeFifo } from './fifo.ts'
import { openStdin, type Stdin } from './stdin.ts'
import type { ChildStream } from './subprocess.ts'

export type Pipes = {
  /** What the child gets as its standard streams. */
  readonly theirs: readonly [ChildStream, ChildStream, ChildStream]
  readonly outputs: readonly OutputPipe[]
  readonly stdin: Stdin | undefined
  /** To be called after the spawn: the child has its own of each, and we must not be among the writers. */
  closeTheirs(): void
  /** For a child that never started. */
  closeOurs(): void
}

/** A stream that the child writes, and where each side has it. */
export type OutputPipe = { readonly stream: Stream; readonly ours: number; readonly theirs: number }

/** Opens the pipes of one child; when one cannot be opened (too many files are), none is left open. */
export async function openPipes({ stdin, streams }: Pick<SpawnOrder, 'stdin' | 'streams'>): Promise<Pipes> {
  const owned: number[] = []
  try {
    const out = await openOutput(streams === 'merged' ? 'merged' : 'stdout', owned)
    const err = streams === 'merged' ? undefined : await openOutput('stderr', owned)
    return toPipes(err ? [out, err] : [out], stdin === 'pipe' ? await openStdin() : undefined)
  } catch (error) {
    for (const fd of owned) closeSync(fd)
    throw error
  }
}

async function openOutput(stream: Stream, owned: number[]): Promise<OutputPipe> {
  const fifo = await takeFifo()
  try {
    const ours = own(fifo.open('read'), owned)
    return { stream, ours, theirs: own(fifo.open('write and wait'), owned) }
  } finally {
    fifo.close()
  }
}

function own(fd: number, owned: number[]): number {
  owned.push(fd)
  return fd
}

function toPipes(outputs: readonly [OutputPipe, OutputPipe?], stdin: Stdin | undefined): Pipes {
  const [out, err = out] = outputs
  const all = outputs.filter(output => output !== undefined)
  return {
    theirs: [stdin?.theirs ?? 'ignore', out.theirs, err.theirs],
    outputs: all,
    stdin,
    closeTheirs() {
      for (const { theirs } of all) closeSync(theirs)
      if (stdin) closeSync(stdin.theirs)
    },
    closeOurs() {
      for (const { ours } of all) closeSync(ours)
      stdin?.release()
    },
  }
}
