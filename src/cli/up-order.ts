import type { UpAsked } from '../client/up.ts'

/** What a file wants to be started, and how it is asked for. */
export type UpOrder = {
  readonly ask: UpAsked
  /** The names of all workers of the file. */
  readonly names: readonly string[]
  /** The names of those that are to be started. */
  readonly wanted: readonly string[]
}
