import { PassThrough } from 'node:stream'
import type { Doors } from '../../src/cli/doors.ts'
import { runProgram } from '../../src/cli/program.ts'
import type { Client } from '../../src/client/client.ts'
import { type Bench, type BenchOptions, openBench } from '../daemon/runtime.ts'
import { tmpDir } from '../tmp.ts'

export type Answered = { readonly code: number; readonly stdout: string; readonly stderr: string }

/** A command line over a runtime in this process: real programs, and no start of the program for each command. */
export type Desk = {
  readonly bench: Bench
  /** The project's folder. */
  readonly folder: string
  /** Carries out one command line; `stdin` is what comes through its stdin. */
  skep(...argv: readonly string[]): Promise<Answered>
  /** The same, with the one document that it answered. */
  json(...argv: readonly string[]): Promise<Readonly<Record<string, unknown>>>
}

export async function openDesk(options: BenchOptions = {}): Promise<Desk> {
  const folder = options.folder ?? tmpDir()
  const bench = await openBench({ ...options, folder })

  async function skep(...argv: readonly string[]): Promise<Answered> {
    const [stdout, stderr] = [openSink(), openSink()]
    const code = await runProgram(argv, toDoors(bench.client, { folder, stdout: stdout.stream, stderr: stderr.stream }))
    return { code, stdout: stdout.text(), stderr: stderr.text() }
  }

  return {
    bench,
    folder,
    skep,
    async json(...argv) {
      const { stdout } = await skep(...argv)
      return JSON.parse(stdout)
    },
  }
}

export type Sink = { readonly stream: NodeJS.WriteStream; text(): string }

/** A stream that remembers what was written. */
export function openSink(): Sink {
  const chunks: Buffer[] = []
  const stream = new PassThrough()
  stream.on('data', (bytes: Buffer) => chunks.push(bytes))
  // What is used of a terminal's stream is used of any.
  return { stream: stream as unknown as NodeJS.WriteStream, text: () => Buffer.concat(chunks).toString() }
}

export type Ends = { readonly folder: string; readonly stdout: NodeJS.WriteStream; readonly stderr: NodeJS.WriteStream }

/** The world of a command line whose project is this runtime's. */
export function toDoors(client: Client, { folder, stdout, stderr }: Ends): Doors {
  const opened = { client, close: async () => undefined }
  return {
    cwd: folder,
    home: folder,
    env: { PATH: process.env['PATH'] },
    version: '0.0.0',
    stdin: new PassThrough() as unknown as NodeJS.ReadStream,
    stdout,
    stderr,
    onSignal: () => () => undefined,
    onExit: () => () => undefined,
    openProject: async () => opened,
    findProject: async () => opened,
    warmScreen: () => undefined,
    showScreen: async () => 0,
  }
}
