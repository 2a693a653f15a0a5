import { escapeByte } from '../../core/input/token.ts'

const lineFeed = 0x0a
const carriageReturn = 0x0d
const c1Lead = 0xc2
const c1Control = 0x9b

/** Makes what is pasted harmless, however it comes in pieces. */
export type PasteCleaner = {
  push(bytes: Uint8Array): Uint8Array
}

/**
 * Starts one paste. ESC and its one-character form of `CSI` are left out: with them a text could end the bracket that holds
 * it, or be keys. Where the program has asked for no bracket, lines end as the Enter key ends them.
 */
export function createPasteCleaner(isBracketed: boolean): PasteCleaner {
  let last = 0
  return {
    push(bytes) {
      const clean = new Uint8Array(bytes.length + 1)
      let length = 0
      for (const byte of bytes) {
        const before = last
        last = byte
        // The lead byte waits for what follows it.
        if (byte === c1Lead || byte === escapeByte) continue
        if (before === c1Lead) {
          if (byte === c1Control) continue
          clean[length++] = c1Lead
        }
        if (byte !== lineFeed || isBracketed) clean[length++] = byte
        else if (before !== carriageReturn) clean[length++] = carriageReturn
      }
      return clean.subarray(0, length)
    },
  }
}
