import { type Emulator, type EmulatorOptions, openEmulator } from '../../src/screen/emulator.ts'
import { rowText } from '../../src/screen/row.ts'
import { readCells, type Seen } from './capture.ts'

const utf8 = new TextEncoder()

/** Bytes of a text, or the bytes themselves. */
export function toBytes(output: string | Uint8Array): Uint8Array {
  return typeof output === 'string' ? utf8.encode(output) : output
}

/** An emulator that has parsed this output; 20 columns and 5 rows, not answering, unless said otherwise. */
export async function show(output: string | Uint8Array, options: Partial<EmulatorOptions> = {}): Promise<Emulator> {
  const emulator = openEmulator({ size: { columns: 20, rows: 5 }, answers: false, ...options })
  await feed(emulator, output)
  return emulator
}

/** Writes to an emulator and waits until it is parsed. */
export async function feed(emulator: Emulator, output: string | Uint8Array): Promise<void> {
  emulator.write(toBytes(output))
  await emulator.settled()
}

/** The texts of the screen's rows, those at the bottom that are empty left out. */
export function texts(emulator: Emulator): string[] {
  const rows = emulator.rows().map(rowText)
  while (rows.at(-1) === '') rows.pop()
  return rows
}

/** Every cell of the scrollback and the screen. */
export function allCells(emulator: Emulator): Seen[][] {
  return emulator.rows({ top: 0, count: emulator.totalRows }).map(readCells)
}
