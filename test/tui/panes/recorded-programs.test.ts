import { EventEmitter } from 'node:events'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { Size } from '../../../src/core/output.ts'
import { type Emulator, openEmulator } from '../../../src/screen/emulator.ts'
import { createCompositor } from '../../../src/tui/paint/compositor.ts'
import { openTerminalPane } from '../../../src/tui/panes/terminal-pane.ts'
import { readCells, type Seen } from '../../screen/capture.ts'
import { until } from '../../until.ts'
import { writeFrame } from '../paint/glass.ts'
import { openRun } from './watched.ts'

const folder = join(import.meta.dirname, '..', '..', 'screen', 'recordings')
const names = globSync('*.bytes', { cwd: folder }).map(file => file.slice(0, -'.bytes'.length))

const corner = { x: 5, y: 2 }

test.each(names)('%s shows in a pane what it shows on a terminal of that size, cell for cell', async name => {
  const size: Size = JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'))
  const bytes = readFileSync(join(folder, `${name}.bytes`))
  const alone = open(size)
  alone.write(bytes)
  await alone.settled()

  const screen = { columns: size.columns + 9, rows: size.rows + 4 }
  const outer = open(screen)
  const compositor = createCompositor(terminalOf(outer, screen))
  onTestFinished(() => compositor.close())
  writeFrame(
    compositor,
    Array.from({ length: screen.rows }, () => '#'.repeat(screen.columns)),
  )
  const run = await openRun()
  await run.print(bytes, 'pty')
  const pane = openTerminalPane({ source: run.source, size })
  onTestFinished(() => pane.close())
  compositor.place('pane', pane, { ...corner, columns: size.columns, rows: size.rows })
  compositor.setCursor('pane')

  await until(() => JSON.stringify(inside(outer, size)) === JSON.stringify(visible(alone.rows().map(readCells))), {
    what: 'the same cells',
    timeoutMs: 5_000,
    everyMs: 5,
    show: () =>
      inside(outer, size)
        .map(cells => cells.map(({ text }) => text).join(''))
        .join('\n'),
  })
  const { x, y, visible: isVisible } = alone.cursor
  const where = isVisible ? { visible: true, x: x + corner.x, y: y + corner.y } : { visible: false }
  // The cells are there before what is behind them in the same frame.
  const isThere = (): boolean => {
    expect(outer.cursor).toMatchObject(where)
    return true
  }
  await until(isThere, { what: 'the cursor in its place' })
  for (const cells of outer.rows().map(readCells)) {
    expect(cells.at(corner.x - 1)?.text).toBe('#')
    expect(cells.at(corner.x + size.columns)?.text).toBe('#')
  }
})

function open(size: Size): Emulator {
  const emulator = openEmulator({ size, answers: false })
  onTestFinished(() => emulator.close())
  return emulator
}

function terminalOf(emulator: Emulator, size: Size) {
  const write = (text: string) => {
    emulator.write(Buffer.from(text))
    return true
  }
  return Object.assign(new EventEmitter(), { ...size, write })
}

/** The cells of the pane on the screen around it. */
function inside(outer: Emulator, { columns, rows }: Size): Seen[][] {
  const all = outer.rows().slice(corner.y, corner.y + rows)
  return visible(all.map(row => readCells(row).slice(corner.x, corner.x + columns)))
}

// A row says nothing of the pen of a second half.
function visible(rows: Seen[][]): Seen[][] {
  return rows.map(cells => cells.filter(({ text }) => text !== ''))
}
