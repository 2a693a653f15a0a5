import { PassThrough } from 'node:stream'
import { onTestFinished } from 'vitest'
import type { Doors } from '../../src/cli/doors.ts'
import { runProgram } from '../../src/cli/program.ts'
import { until } from '../until.ts'
import type { Desk } from './desk.ts'

/** A command that goes on until it is interrupted. */
export type Begun = {
  readonly stdout: () => string
  /** Waits until its stdout holds this. */
  untilSays(text: string): Promise<void>
  /** Sends it a signal; answers its exit code. */
  end(signal?: NodeJS.Signals): Promise<number>
}

export type BegunLook = { readonly isTTY?: boolean; readonly columns?: number; readonly rows?: number }

/** Begins a command line over the desk's runtime. */
export function beginSkep({ bench, folder }: Desk, argv: readonly string[], look: BegunLook = {}): Begun {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()]
  const listeners = new Map<NodeJS.Signals, () => void>()
  let text = ''
  stdout.on('data', (bytes: Buffer) => {
    text += bytes.toString()
  })
  stderr.resume()
  const opened = { client: bench.client, close: async () => undefined }
  const doors: Doors = {
    ...{ cwd: folder, home: folder, env: { PATH: process.env['PATH'] }, version: '0.0.0' },
    stdin: new PassThrough() as unknown as NodeJS.ReadStream,
    // What is used of a terminal's stream is used of any.
    stdout: Object.assign(stdout, look) as unknown as NodeJS.WriteStream,
    stderr: stderr as unknown as NodeJS.WriteStream,
    onExit: () => () => undefined,
    onSignal(signal, listener) {
      listeners.set(signal, listener)
      return () => listeners.delete(signal)
    },
    openProject: async () => opened,
    findProject: async () => opened,
    warmScreen: () => undefined,
    showScreen: async () => 0,
  }
  const done = runProgram(argv, doors)
  const end = async (signal: NodeJS.Signals = 'SIGINT'): Promise<number> => {
    listeners.get(signal)?.()
    return done
  }
  onTestFinished(async () => void (await end()))
  return {
    stdout: () => text,
    untilSays: async wanted => void (await until(() => text.includes(wanted), { what: wanted, show: () => text })),
    end,
  }
}

/** The documents of a stdout that has one a line. */
export function documentsOf(stdout: string): readonly Readonly<Record<string, unknown>>[] {
  return stdout
    .split('\n')
    .filter(line => line !== '')
    .map(line => JSON.parse(line))
}
