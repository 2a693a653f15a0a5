import type { Depth } from '../screen/palette.ts'
import { createCompositor } from './paint/compositor.ts'
import type { MouseReports } from './paint/terminal-modes.ts'
import type { TerminalOutput } from './paint/terminal-output.ts'
import type { Pane, Rectangle } from './pane.ts'

/** What the screen is drawn on. */
export type Surface = {
  /** For Ink's `render({ stdout })`. */
  readonly stdout: NodeJS.WritableStream & {
    readonly columns?: number
    readonly rows?: number
    readonly isTTY?: boolean
  }
  /** Whether panes are painted over what Ink draws; else Ink draws them too. */
  readonly paintsPanes: boolean
  place(pane: Pane, rectangle: Rectangle | undefined): void
  cover(rectangles: readonly Rectangle[]): void
  /** Whether the pane's program has the terminal's cursor. */
  showCursor(isShown: boolean): void
  setMouse(reports: MouseReports): void
  suspend(): void
  resume(): void
  close(): void
}

const paneId = 'body'

/** A terminal that a compositor paints. */
export function openComposed(terminal: TerminalOutput, depth: Depth): Surface {
  const compositor = createCompositor(terminal, { depth })
  let covered = '[]'
  return {
    ...compositor,
    paintsPanes: true,
    place: (pane, rectangle) => compositor.place(paneId, pane, rectangle),
    cover(rectangles) {
      // A new layout is painted as a whole.
      const next = JSON.stringify(rectangles)
      if (next !== covered) compositor.cover(rectangles)
      covered = next
    },
    showCursor: isShown => compositor.setCursor(isShown ? paneId : undefined),
  }
}

/** A stream on which Ink draws everything. */
export function openPlain(stdout: Surface['stdout']): Surface {
  const nothing = (): void => {}
  return {
    stdout,
    paintsPanes: false,
    place: nothing,
    cover: nothing,
    showCursor: nothing,
    setMouse: nothing,
    suspend: nothing,
    resume: nothing,
    close: nothing,
  }
}
