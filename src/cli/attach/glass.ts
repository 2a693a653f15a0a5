import { once } from 'node:events'
import { putTitleAside } from '../../core/passthrough/owed.ts'
import { createPassthrough } from '../../core/passthrough/passthrough.ts'
import type { Doors } from '../doors.ts'
import { sizeOf } from '../run-spec.ts'

/** Our terminal while a program has it. */
export type Glass = {
  /** Lets what a program wrote through, at the pace at which the terminal shows it. */
  show(bytes: Uint8Array): Promise<void>
  /** Rings the bell. */
  ring(): void
  /** Scrolls up what is there, so that it is not lost, and begins at the first cell. */
  clear(): void
  /** Puts the terminal back as it was before; only the first time does anything. */
  restore(): void
}

/** Keys are looked at between pieces of this size, also while a terminal far away shows them slowly. */
const pieceBytes = 16 * 1024

/** Takes our terminal: every key is read as it is, and what is written goes through the filter. */
export function takeGlass(doors: Pick<Doors, 'stdin' | 'stdout' | 'onExit'>): Glass {
  const { stdin, stdout } = doors
  const passthrough = createPassthrough({ clipboard: 'refuse' })
  let isOurs = true

  function restore(): void {
    if (!isOurs) return
    isOurs = false
    forgetExit()
    stdout.write(passthrough.undo())
    stdout.write(freshLine(sizeOf(doors).columns))
    stdin.setRawMode(false)
  }

  const forgetExit = doors.onExit(restore)
  stdin.setRawMode(true)
  stdout.write(putTitleAside)
  return {
    async show(bytes) {
      const passed = passthrough.push(bytes)
      for (let at = 0; at < passed.length && isOurs; at += pieceBytes) {
        const isTaken = stdout.write(passed.subarray(at, at + pieceBytes))
        if (!isTaken) await once(stdout, 'drain')
        await new Promise(setImmediate)
      }
    },
    ring: () => void stdout.write('\x07'),
    clear: () => void stdout.write(`${'\n'.repeat(sizeOf(doors).rows - 1)}\x1b[H\x1b[J`),
    restore,
  }
}

/**
 * Goes to the beginning of a line that has nothing before it: the one where the cursor is, if it is at its beginning, else the next.
 * Nobody can ask a terminal which; blanks as wide as it is end on one or the other.
 */
function freshLine(columns: number): string {
  return `${' '.repeat(columns - 1)}\r\x1b[J`
}
