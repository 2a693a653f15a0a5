import type { ProcessIdentity } from '../core/verdict.ts'
import type { Input } from './input.ts'
import type { Output } from './output.ts'
import type { Terminal } from './terminal.ts'

/** What a started child is made of, on pipes or on a terminal. */
export type ChildParts = {
  readonly process: ProcessIdentity
  readonly input: Input
  readonly output: Output
  readonly terminal: Terminal | undefined
}
