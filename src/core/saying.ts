import { describeOutcome } from './outcome.ts'
import type { Said } from './transcript.ts'

/** What was said to or happened with a run, in words. */
export function describeSaid(said: Said): string {
  switch (said.kind) {
    case 'input':
      return said.secret ? 'typed something secret' : `typed ${JSON.stringify(said.text)}`
    case 'end-of-input':
      return 'ended the input'
    case 'signal':
      return `sent ${said.signal}`
    case 'resize':
      return `resized to ${said.size.columns}×${said.size.rows}`
    case 'state':
      return said.outcome ? `${said.status}: ${describeOutcome(said.outcome)}` : `is ${said.status}`
    case 'note':
      return said.text
  }
}
