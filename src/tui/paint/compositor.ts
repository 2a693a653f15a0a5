import type { Depth } from '../../screen/palette.ts'
import type { Pane, Rectangle } from '../pane.ts'
import { createCursor } from './cursor.ts'
import { readInkFrame } from './ink-frame.ts'
import { type InkStdout, openInkStdout } from './ink-stdout.ts'
import { createPace } from './pace.ts'
import { createPicture } from './picture.ts'
import { beginFrame, endFrame, enterScreen, leaveScreen, type MouseReports, switchMouse } from './terminal-modes.ts'
import type { TerminalOutput } from './terminal-output.ts'

export type CompositorOptions = {
  /** How many colours the terminal shows; true colour if not said. */
  readonly depth?: Depth
  /** What the terminal tells of the mouse; buttons, wheel and drags if not said. */
  readonly mouse?: MouseReports
}

/**
 * Owns the terminal: what Ink draws and what panes show is put together here, and only what differs from what is there is
 * written, in one piece per frame.
 */
export type Compositor = {
  /** For Ink's `render({ stdout })`, without `incrementalRendering`: whole frames are read from it. */
  readonly stdout: InkStdout
  /** Shows a pane in a rectangle, over the chrome, or no longer. Closing the pane is its owner's. */
  place(id: string, pane: Pane, rectangle: Rectangle | undefined): void
  /** Rectangles in which the chrome is over the panes: a dialog. */
  cover(rectangles: readonly Rectangle[]): void
  /** The pane whose program has the cursor; without one it is hidden. */
  setCursor(id: string | undefined): void
  /** What the terminal is to tell of the mouse. */
  setMouse(reports: MouseReports): void
  /** Paints everything anew, for when somebody else wrote to the terminal. */
  repaint(): void
  /** Leaves the terminal to somebody else, as it was found. */
  suspend(): void
  /** Takes it back and paints all of it. */
  resume(): void
  close(): void
}

/** Takes the terminal over: the alternate screen, with mouse, paste and focus reports. */
export function createCompositor(terminal: TerminalOutput, options: CompositorOptions = {}): Compositor {
  const picture = createPicture(() => ({ columns: terminal.columns, rows: terminal.rows }), options.depth ?? 'rgb')
  const cursor = createCursor()
  const stdout = openInkStdout(terminal, takeInk)
  const pace = createPace(paint)
  let { mouse = 'drag' } = options
  let cursorOwner: string | undefined
  let hasRoom = true
  let isOurs = false
  let isClosed = false

  function takeInk(written: string): void {
    const frame = readInkFrame(written)
    if (frame === undefined) return
    picture.setChrome(frame)
    pace.request()
  }

  // Where the terminal is slow, frames are left out: what is painted next is what is then the newest.
  function paint(): boolean {
    if (!isOurs || !hasRoom) return false
    const rows = picture.draw()
    const turned = cursor.turnTo(picture.cursorOf(cursorOwner), rows !== '')
    if (rows === '' && turned.after === '') return false
    write(`${beginFrame}${turned.before}${rows}${turned.after}${endFrame}`)
    return true
  }

  function write(text: string): void {
    hasRoom = terminal.write(text) && hasRoom
  }

  function drained(): void {
    hasRoom = true
    pace.request()
  }

  function repaint(): void {
    picture.forget()
    pace.request()
  }

  function resized(): void {
    repaint()
    stdout.emit('resize')
  }

  function resume(): void {
    if (isOurs || isClosed) return
    isOurs = true
    terminal.on('resize', resized)
    terminal.on('drain', drained)
    write(enterScreen(mouse))
    resized()
  }

  function suspend(): void {
    if (!isOurs) return
    isOurs = false
    terminal.off('resize', resized)
    terminal.off('drain', drained)
    hasRoom = true
    cursor.forget()
    terminal.write(leaveScreen)
  }

  resume()
  return {
    stdout,
    place(id, pane, rectangle) {
      picture.place(id, rectangle && { pane, rectangle, changed: pace.request })
      pace.request()
    },
    cover(rectangles) {
      picture.cover(rectangles)
      pace.request()
    },
    setCursor(id) {
      cursorOwner = id
      pace.request()
    },
    setMouse(reports) {
      if (isOurs && reports !== mouse) write(switchMouse(reports))
      mouse = reports
    },
    repaint,
    suspend,
    resume,
    close() {
      suspend()
      isClosed = true
      pace.close()
      picture.close()
    },
  }
}
