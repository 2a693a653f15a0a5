/** Where a chunk of output came from. A terminal is one stream by nature, and so are merged pipes. */
export type Stream = 'stdout' | 'stderr' | 'pty' | 'merged'

/** What may be read of a run's output. `all` is every stream in order of arrival. */
export type StreamChoice = 'all' | 'stdout' | 'stderr'

/** A terminal's size in character cells. */
export type Size = { readonly columns: number; readonly rows: number }

/** A stretch of a run's output: its place (byte offset in the run), its time (ms since 1970) and its bytes. */
export type Chunk = {
  readonly stream: Stream
  readonly offset: number
  readonly timeMs: number
  readonly bytes: Uint8Array
}
