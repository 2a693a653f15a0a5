import type { SpawnOrder } from '../core/keeper.ts'
import type { Exit } from '../core/outcome.ts'
import type { Size } from '../core/output.ts'
import { identityOf } from './identity.ts'
import { Input } from './input.ts'
import { Output, type OutputListener } from './output.ts'
import type { ChildParts } from './parts.ts'
import { readTerminal } from './reader.ts'
import type { SpawnFailure } from './resolve.ts'
import { terminalSink } from './sink.ts'
import { startTerminal, type Terminal } from './terminal.ts'

// VEOF as a terminal has it until its program says otherwise.
const endOfFile = 0x04

/** Starts a program on a terminal, which is one stream and always has an input. */
export async function launchOnTerminal(
  order: SpawnOrder & { readonly terminal: Size },
  listener: OutputListener,
  exited: (exit: Exit) => void,
): Promise<ChildParts | SpawnFailure> {
  const { argv, cwd, env, terminal: size } = order
  const terminal = startTerminal({ argv, cwd, env, size, exited: exit => end(exit) })
  if (!terminal.ok) return terminal
  const process = identityOf(terminal.pid)
  const input = new Input(terminalSink(terminal.fd), { kind: 'character', byte: endOfFile })
  const output = openOutput(terminal, listener)
  const end = (exit: Exit) => {
    input.processEnded()
    exited(exit)
    output.startDrain()
  }
  return { process, input, output, terminal }
}

function openOutput(terminal: Terminal, listener: OutputListener): Output {
  return new Output(listener, listen => {
    const { bytes, closed } = listen('pty')
    const close = () => {
      terminal.closed()
      closed()
    }
    return [readTerminal(terminal.fd, { bytes, closed: close })]
  })
}
