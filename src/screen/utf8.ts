/** Turns bytes into text as they come. What is no UTF-8 shows as U+FFFD (the emulator's own decoder swallows it). */
export type Utf8 = {
  readonly decode: (bytes: Uint8Array) => string
  /** Whether the last character is not complete yet. */
  readonly isHalfway: () => boolean
}

/** Starts decoding one stream. */
export function openUtf8(): Utf8 {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  // The last bytes of the stream, the newest lowest: a character has four at most.
  let last = 0
  return {
    decode: bytes => {
      for (const byte of bytes.subarray(-4)) last = ((last << 8) | byte) >>> 0
      return decoder.decode(bytes, { stream: true })
    },
    isHalfway: () => isCut(last),
  }
}

function isCut(last: number): boolean {
  for (let back = 0; back < 3; back++) {
    const byte = (last >>> (8 * back)) & 0xff
    // A lead byte wants as many more as it has leading ones, less itself.
    if (byte >= 0xc2) return byte < 0xf5 && back < (byte >= 0xf0 ? 3 : byte >= 0xe0 ? 2 : 1)
    if (byte < 0x80) return false
  }
  return false
}
