import { openEmulator } from '../src/screen/emulator.ts'
import { renderRow } from '../src/screen/row.ts'
import { createPicture } from '../src/tui/paint/picture.ts'
import type { Pane, Rectangle } from '../src/tui/pane.ts'

/**
 * What a paint of one terminal pane costs inside a chrome of the usual kind: milliseconds of this process and bytes to the terminal.
 * Argument: paints of each kind.
 */
const [paints = 2000] = process.argv.slice(2).map(Number)

for (const screen of [
  { columns: 120, rows: 40 },
  { columns: 200, rows: 60 },
]) {
  await measure(screen)
}

async function measure(screen: { columns: number; rows: number }): Promise<void> {
  const rectangle: Rectangle = { x: 38, y: 2, columns: screen.columns - 39, rows: screen.rows - 4 }
  const emulator = openEmulator({ size: rectangle, answers: false })
  const say = async (text: string): Promise<void> => {
    emulator.write(Buffer.from(text))
    await emulator.settled()
  }
  const line = (seed: number): string =>
    Array.from(
      { length: Math.floor(rectangle.columns / 10) },
      (_, at) => `\x1b[3${(seed + at) % 8}m${`word${seed * at}`.padEnd(9)}\x1b[0m `,
    ).join('')
  const listeners = new Set<() => void>()
  const pane: Pane = {
    rows: ({ columns }) => emulator.rows().map(row => renderRow(row, columns)),
    cursor: () => undefined,
    foot: () => '',
    scroll() {},
    onChange: listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close() {},
  }
  const changed = (): void => {
    for (const listener of listeners) listener()
  }
  const picture = createPicture(() => screen, 'rgb')
  const frame = (seed: number): string[] =>
    Array.from({ length: screen.rows }, (_, y) =>
      `\x1b[36m│\x1b[39m \x1b[32m●\x1b[39m worker ${y === 5 ? seed : y}`.padEnd(60),
    )
  picture.setChrome(frame(0))
  picture.place('pane', { pane, rectangle, changed: () => {} })
  const everyRow = async (seed: number): Promise<void> =>
    say(Array.from({ length: rectangle.rows }, (_, y) => `\x1b[${y + 1};1H${line(seed + y)}`).join(''))
  await everyRow(1)
  picture.draw()

  print(`${screen.columns}×${screen.rows}`)
  await time('nothing changed', async () => {})
  await time('asked again, nothing changed', async () => changed())
  await time('one row changed', async seed => {
    await say(`\x1b[${(seed % rectangle.rows) + 1};1H${line(seed)}`)
    changed()
  })
  await time('every row changed', async seed => {
    await everyRow(seed)
    changed()
  })
  await time('one row of the chrome changed', async seed => picture.setChrome(frame(seed)))
  await time('all painted anew', async () => picture.forget())
  emulator.close()

  async function time(what: string, change: (seed: number) => Promise<void>): Promise<void> {
    const tookMs: number[] = []
    let bytes = 0
    for (let seed = 0; seed < paints; seed++) {
      await change(seed)
      const began = performance.now()
      bytes += picture.draw().length
      tookMs.push(performance.now() - began)
    }
    tookMs.sort((one, other) => one - other)
    const at = (part: number): string => (tookMs[Math.floor(part * (paints - 1))] ?? 0).toFixed(3)
    print(`  ${what.padEnd(30)} median ${at(0.5)} ms, 99th ${at(0.99)} ms, ${Math.round(bytes / paints)} bytes`)
  }
}

function print(text: string): void {
  process.stdout.write(`${text}\n`)
}
