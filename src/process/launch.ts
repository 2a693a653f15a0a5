import type { SpawnOrder } from '../core/keeper.ts'
import type { Exit } from '../core/outcome.ts'
import type { Size } from '../core/output.ts'
import type { ProcessIdentity } from '../core/verdict.ts'
import type { InputWriter } from './input.ts'
import { launchOnPipes } from './on-pipes.ts'
import { launchOnTerminal } from './on-terminal.ts'
import type { OutputListener } from './output.ts'
import type { ChildParts } from './parts.ts'
import { resolveOrder, type SpawnFailure } from './resolve.ts'

/** Told in this order: output, the exit once, the rest of the output, `drained` once. Never before `launch` has resolved. */
export type ChildListener = OutputListener & {
  exited(exit: Exit, timeMs: number): void
}

export type Child = {
  readonly process: ProcessIdentity
  readonly input: InputWriter
  /** The terminal's device, such as /dev/pts/3; undefined with pipes. */
  readonly terminalPath: string | undefined
  /** What was written after the drain by those who still hold the pipe, and thrown away. */
  readonly discardedBytes: number
  /** Ignored with pipes, which have no size. */
  resize(size: Size): void
  /** Reads nothing more until `resumeOutput`; the program then waits in its next write once the pipe is full. */
  pauseOutput(): void
  resumeOutput(): void
  /** Lets go of pipes or terminal, which hangs the terminal up; the process itself is not signalled. */
  close(): void
}

export type Launched = { readonly ok: true; readonly child: Child } | SpawnFailure

/** Starts a program in a session of its own. What cannot be started is a value, and nothing is left open then. */
export async function launch(order: SpawnOrder, listener: ChildListener): Promise<Launched> {
  const resolved = resolveOrder(order)
  if (!resolved.ok) return resolved
  try {
    const parts = await start(order, listener)
    return 'ok' in parts ? parts : { ok: true, child: toChild(parts) }
  } catch (error) {
    const errno = error instanceof Error && 'code' in error ? String(error.code) : 'EIO'
    return { ok: false, errno, message: `the program could not be started: ${String(error)}` }
  }
}

function start(order: SpawnOrder, listener: ChildListener): Promise<ChildParts | SpawnFailure> {
  const exited = (exit: Exit) => listener.exited(exit, Date.now())
  const { terminal } = order
  return terminal ? launchOnTerminal({ ...order, terminal }, listener, exited) : launchOnPipes(order, listener, exited)
}

function toChild({ process, input, output, terminal }: ChildParts): Child {
  return {
    process,
    input,
    terminalPath: terminal?.path,
    get discardedBytes() {
      return output.discardedBytes
    },
    resize: size => terminal?.resize(size),
    pauseOutput: () => output.pause(),
    resumeOutput: () => output.resume(),
    close() {
      input.close()
      output.close()
    },
  }
}
