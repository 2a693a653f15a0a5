import { Writable } from 'node:stream'
import type { TerminalOutput } from './terminal-output.ts'

/** The terminal as Ink sees it. */
export type InkStdout = Writable & { readonly isTTY: true; readonly columns: number; readonly rows: number }

/** Opens the stream for Ink's `render({ stdout })`. Nothing that is written to it reaches the terminal by itself. */
export function openInkStdout(
  terminal: Pick<TerminalOutput, 'columns' | 'rows'>,
  take: (text: string) => void,
): InkStdout {
  const stream = new Writable({
    decodeStrings: false,
    write(chunk: string | Uint8Array, _encoding, done) {
      take(typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString())
      done()
    },
  })
  return Object.defineProperties(Object.assign(stream, { isTTY: true, columns: 0, rows: 0 } as const), {
    columns: { get: () => terminal.columns },
    rows: { get: () => terminal.rows },
  })
}
