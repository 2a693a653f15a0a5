import { EventEmitter } from 'node:events'
import { PassThrough } from 'node:stream'
import type { Doors } from '../../src/cli/doors.ts'
import { runProgram } from '../../src/cli/program.ts'
import { until } from '../until.ts'
import { type Answered, type Desk, openSink, toDoors } from './desk.ts'

/** A command line while it is carried out. */
export type Line = {
  readonly stdin: PassThrough
  /** What it has written so far. */
  stdout(): string
  stderr(): string
  /** Waits until its stdout holds a text. */
  untilSays(text: string): Promise<void>
  signal(name: NodeJS.Signals): void
  /** The reader of its stdout goes away. */
  breakStdout(): void
  readonly ended: Promise<Answered>
}

/** Begins to carry out a command line; `change` is what is different in its world. */
export function beginLine(desk: Desk, argv: readonly string[], change: Partial<Doors> = {}): Line {
  const [stdout, stderr, stdin, signals] = [openSink(), openSink(), new PassThrough(), new EventEmitter()]
  const doors: Doors = {
    ...toDoors(desk.bench.client, { folder: desk.folder, stdout: stdout.stream, stderr: stderr.stream }),
    // What is used of a terminal's stream is used of any.
    stdin: stdin as unknown as NodeJS.ReadStream,
    onSignal(signal, listener) {
      signals.on(signal, listener)
      return () => signals.off(signal, listener)
    },
    ...change,
  }
  const ended = runProgram(argv, doors).then(code => ({ code, stdout: stdout.text(), stderr: stderr.text() }))
  return {
    stdin,
    stdout: stdout.text,
    stderr: stderr.text,
    untilSays: text => untilHolds(stdout.text, text),
    signal: name => signals.emit(name),
    breakStdout: () => stdout.stream.emit('error', new Error('EPIPE')),
    ended,
  }
}

async function untilHolds(shown: () => string, text: string): Promise<void> {
  await until(() => shown().includes(text), { what: `${JSON.stringify(text)} to be said`, show: shown })
}

/** A sink that says that it is a terminal. */
export function openTerminalSink(): ReturnType<typeof openSink> {
  const sink = openSink()
  Object.assign(sink.stream, { isTTY: true })
  return sink
}
