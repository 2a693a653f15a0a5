import type { OutputPlace, OutputRead } from '../../client/line-reader.ts'
import type { RunId } from '../../core/id.ts'
import type { Stream } from '../../core/output.ts'

export type Gap = Extract<OutputRead, { kind: 'gap' }>['gap']

/** What is shown of a run's output. */
export type Body =
  | {
      readonly kind: 'line'
      readonly stream: Stream
      /** Without anything but text and, where there are colours, its colours. */
      readonly text: string
      /** The run goes on, and so may the line. */
      readonly partial: boolean
      /** There was no room for the rest of it. */
      readonly cut?: true
    }
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'gap'; readonly gap: Gap }
  | { readonly kind: 'began'; readonly previous: RunId }

/** A body with its time and the place after it. */
export type Piece = { readonly timeMs: number; readonly next: OutputPlace; readonly body: Body }

/** How the output of one run is read: piece by piece to its end, and on as it grows. */
export type RunReading = {
  read(): Promise<{ readonly items: readonly Piece[]; readonly atEnd: boolean }>
  /** What is unfinished at the end; `partial`: the run goes on. */
  rest(partial: boolean): readonly Piece[]
}
