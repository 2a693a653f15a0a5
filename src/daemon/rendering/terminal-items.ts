import type { Size } from '../../core/output.ts'
import type { TranscriptEntry } from '../../core/transcript.ts'
import type { Moment } from '../../log/export/moments.ts'
import { type Emulator, openEmulator } from '../../screen/emulator.ts'
import type { Item, Items } from './items.ts'
import { openScrolledRows, type ScrolledRows } from './scrolled-rows.ts'
import { toShowable } from './size.ts'

/** So little at a time that no row is scrolled out of the scrollback before it is taken, if each byte is a line. */
const pieceBytes = 4 * 1024
const scrollback = 2 * pieceBytes

/**
 * A run on a terminal as the lines that it left behind: those that scrolled off its screen, and at the end the screen.
 * What was drawn over is gone, as it was for whoever watched.
 */
export async function* renderTerminal(moments: AsyncIterable<Moment>, size: Size): Items {
  const emulator = openEmulator({ size: toShowable(size), scrollback, answers: false })
  try {
    const rows = openScrolledRows(emulator)
    for await (const moment of moments) {
      if (moment.kind === 'output') yield* write(emulator, rows, moment.chunk.bytes)
      else if (moment.kind === 'gap') yield [...(await rows.take()), moment]
      else yield* hear(emulator, rows, moment.entry)
    }
    yield* end(emulator, rows)
  } finally {
    emulator.close()
  }
}

async function* write(emulator: Emulator, rows: ScrolledRows, bytes: Uint8Array): Items {
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    emulator.write(bytes.subarray(at, at + pieceBytes))
    await emulator.settled()
    yield await rows.take()
  }
}

async function* hear(emulator: Emulator, rows: ScrolledRows, entry: TranscriptEntry): Items {
  if (entry.kind !== 'resize') {
    rows.mark(entry)
    return
  }
  yield await rows.take()
  // A taller screen would take rows back that are taken already.
  if (!emulator.halfway) emulator.replay(forgetScrollback)
  emulator.resize(toShowable(entry.size))
  await emulator.settled()
}

const forgetScrollback = new TextEncoder().encode('\x1b[3J')
const leaveAlternate = new TextEncoder().encode('\x18\x1b[?1049l')

/** Who ended in the alternate screen left both: what stood before it began, and what it showed last. */
async function* end(emulator: Emulator, rows: ScrolledRows): Items {
  const last: readonly Item[] = emulator.modes.alternateScreen ? rows.ofScreen() : []
  if (emulator.modes.alternateScreen) emulator.replay(leaveAlternate)
  await emulator.settled()
  yield await rows.take()
  yield await rows.takeScreen()
  yield last
}
