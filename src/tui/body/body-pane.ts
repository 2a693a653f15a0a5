import type { AttachedModes } from '../input/sink.ts'
import type { Now } from '../now.ts'
import type { Pane } from '../pane.ts'

/** A pane with what the screen has to tell it. */
export type BodyPane = {
  readonly pane: Pane
  /** Takes what it needs of the present, whenever that has changed. */
  update(now: Now): void
  nextMatch(by: 1 | -1): void
  /** What the program asked of its terminal, where it has one. */
  readonly modes: (() => AttachedModes) | undefined
  close(): void
}
