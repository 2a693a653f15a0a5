import type { RunResult } from '../../client/result.ts'
import type { Document } from './document.ts'

/** What a run came to: its output as one value, how that was cut, and what is known of its failure. */
export function toResultDocument({ output, cut, error }: RunResult): Document {
  return {
    output,
    cut,
    error: error && {
      message: error.message,
      stderr: error.stderr === '' ? undefined : error.stderr,
      cutBytes: error.cutBytes === 0 ? undefined : error.cutBytes,
    },
  }
}
