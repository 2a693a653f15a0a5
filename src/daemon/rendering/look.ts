import type { Size } from '../../core/output.ts'
import type { StyledSpan } from '../../screen/span.ts'

/** What a run shows at a moment: rows from the oldest of its history to the last of its screen, each asked for by its place. */
export type Look = {
  readonly tty: boolean
  readonly size: Size
  readonly history: number
  readonly count: number
  readonly cursor: { readonly x: number; readonly y: number; readonly visible: boolean } | undefined
  readonly alternateScreen: boolean
  readonly title: string
  readonly offset: number
  text(row: number): string
  /** With colours, and no other sequence. */
  ansi(row: number): string
  spans(row: number): readonly StyledSpan[]
  close(): void
}
