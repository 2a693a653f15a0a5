import type { EndedStatus } from '../../core/outcome.ts'

/** What `skep search` was told. */
export type SearchOptions = {
  readonly runs?: readonly string[]
  readonly outcome?: readonly EndedStatus[]
  readonly since?: number
  readonly lines: number
  readonly ignoreCase?: true
  readonly fixedStrings?: true
  readonly json?: true
}
