/** Lines on a terminal that are drawn again in the same place. */
export type Drawing = {
  draw(lines: readonly string[]): void
  /** Leaves what was drawn last, with the cursor below it. */
  close(): void
}

type Terminal = Pick<NodeJS.WriteStream, 'write' | 'rows'>

const hideCursor = '\x1b[?25l'
const showCursor = '\x1b[?25h'
const clearLineEnd = '\x1b[K'
const clearBelow = '\x1b[J'

/** Begins to draw where the cursor is. Lines must not be wider than the terminal; those that do not fit below each other are counted. */
export function openDrawing(terminal: Terminal): Drawing {
  let drawn = 0
  terminal.write(hideCursor)
  return {
    draw(lines) {
      const shown = fitBelow(lines, (terminal.rows || lines.length + 1) - 1)
      const back = drawn > 0 ? `\x1b[${drawn}F` : ''
      drawn = shown.length
      terminal.write(`${back}${shown.map(line => `${line}${clearLineEnd}\n`).join('')}${clearBelow}`)
    },
    close() {
      terminal.write(showCursor)
    },
  }
}

// The line below the last one is the cursor's.
function fitBelow(lines: readonly string[], rows: number): readonly string[] {
  if (lines.length <= rows) return lines
  const kept = Math.max(0, rows - 1)
  return [...lines.slice(0, kept), `… ${lines.length - kept} more`]
}
