import { PassThrough } from 'node:stream'
import type { Doors } from '../../src/cli/doors.ts'
import { runProgram } from '../../src/cli/program.ts'
import { until } from '../until.ts'
import type { Desk } from './desk.ts'

/** A command line that goes on: what it has written so far, and the ways to end it. */
export type GoingCommand = {
  stdout(): string
  stderr(): string
  /** The lines that are whole by now. */
  lines(): readonly string[]
  signal(name: NodeJS.Signals): void
  /** Nobody reads it any more. */
  breakPipe(): void
  readonly done: Promise<number>
  untilShows(text: string): Promise<void>
}

export type GoingOptions = { readonly terminal?: true }

/** Begins a command line over the runtime of a desk, and leaves it going. */
export function begin(desk: Desk, argv: readonly string[], { terminal }: GoingOptions = {}): GoingCommand {
  const listeners = new Map<string, Set<() => void>>()
  const sent = new Set<string>()
  const [stdout, stderr] = [openSink(terminal), openSink(terminal)]
  const opened = { client: desk.bench.client, close: async () => undefined }
  const doors: Doors = {
    cwd: desk.folder,
    home: desk.folder,
    env: { PATH: process.env['PATH'] },
    version: '0.0.0',
    stdin: new PassThrough() as unknown as NodeJS.ReadStream,
    stdout: stdout.stream,
    stderr: stderr.stream,
    onExit: () => () => undefined,
    onSignal(signal, listener) {
      const all = listeners.get(signal) ?? new Set()
      listeners.set(signal, all.add(listener))
      // One that came before it listens would have ended it.
      if (sent.has(signal)) queueMicrotask(listener)
      return () => all.delete(listener)
    },
    openProject: async () => opened,
    findProject: async () => opened,
    warmScreen: () => undefined,
    showScreen: async () => 0,
  }
  return {
    stdout: stdout.text,
    stderr: stderr.text,
    lines: () => stdout.text().split('\n').slice(0, -1),
    signal(name) {
      sent.add(name)
      for (const listener of listeners.get(name) ?? []) listener()
    },
    breakPipe: () => stdout.stream.destroy(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' })),
    done: runProgram(argv, doors),
    async untilShows(text) {
      const show = (): string => `${stdout.text()}\n--\n${stderr.text()}`
      await until(() => show().includes(text), { what: `${JSON.stringify(text)} to be shown`, show })
    },
  }
}

type Sink = { readonly stream: NodeJS.WriteStream; text(): string }

function openSink(terminal: true | undefined): Sink {
  const chunks: Buffer[] = []
  const stream = Object.assign(new PassThrough(), terminal && { isTTY: true, columns: 80, rows: 24 })
  stream.on('data', (bytes: Buffer) => chunks.push(bytes))
  stream.on('error', () => undefined)
  // What is used of a terminal's stream is used of any.
  return { stream: stream as unknown as NodeJS.WriteStream, text: () => Buffer.concat(chunks).toString() }
}
