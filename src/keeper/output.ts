import { createAskScanner } from '../core/asks.ts'
import type { Stream } from '../core/output.ts'
import type { LogWriter } from '../log/append.ts'

/** Where a child's output goes: the log takes everything, and what asks the terminal something is pointed out. */
export type OutputSink = {
  /** Takes what the child wrote; false asks it to pause until the log has caught up. */
  take(stream: Stream, bytes: Uint8Array): boolean
}

export type OutputSinkParts = {
  readonly log: LogWriter
  readonly terminal: boolean
  readonly now: () => number
  /** Told when a question can be read, with the offset at which it ends. */
  readonly asked: (offset: number) => void
}

export function createOutputSink({ log, terminal, now, asked }: OutputSinkParts): OutputSink {
  const questions = terminal ? createAskScanner() : undefined
  return {
    take(stream, bytes) {
      const start = log.end
      const goesOn = log.append(stream, bytes, now())
      const last = questions?.scan(bytes).at(-1)
      if (last !== undefined) void log.flush().then(() => asked(start + last))
      return goesOn
    },
  }
}
