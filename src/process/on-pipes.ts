import type { SpawnOrder } from '../core/keeper.ts'
import type { Exit } from '../core/outcome.ts'
import { identityOf } from './identity.ts'
import { Input } from './input.ts'
import { Output, type OutputListener } from './output.ts'
import type { ChildParts } from './parts.ts'
import { openPipes } from './pipes.ts'
import { readFifo } from './reader.ts'
import type { SpawnFailure } from './resolve.ts'
import { startSubprocess } from './subprocess.ts'

/** Starts a program on pipes: one for each of its output streams or one for both, and one for its input when it has any. */
export async function launchOnPipes(
  order: SpawnOrder,
  listener: OutputListener,
  exited: (exit: Exit) => void,
): Promise<ChildParts | SpawnFailure> {
  const { argv, cwd, env } = order
  const pipes = await openPipes(order)
  const started = await startSubprocess({ argv, cwd, env, stdio: pipes.theirs, exited: exit => end(exit) })
  pipes.closeTheirs()
  if (!started.ok) {
    pipes.closeOurs()
    return started
  }
  const input = new Input(pipes.stdin?.sink, { kind: 'close' })
  const output = new Output(listener, listen => pipes.outputs.map(({ ours, stream }) => readFifo(ours, listen(stream))))
  const end = (exit: Exit) => {
    input.processEnded()
    pipes.stdin?.release()
    exited(exit)
    output.startDrain()
  }
  return { process: identityOf(started.pid), input, output, terminal: undefined }
}
