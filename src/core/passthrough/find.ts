/** Bytes that may mean something to a terminal; the rest of a text is passed by without a look at each. */
export const escapeByte = 0x1b
export const bell = 0x07
export const enquiry = 0x05
export const shiftOut = 0x0e
export const cancel = 0x18
export const substitute = 0x1a

/**
 * Where the next byte is that may be more than text; the end, if there is none. In UTF-8 the bytes 0x80–0x9f go on with a character;
 * alone, or as the character that they number, they are controls for some terminals.
 */
export function findSpecial(data: Uint8Array, from: number): number {
  const end = data.length
  for (let at = from; at < end; ) {
    const kind = kinds[data[at] ?? 0]
    if (kind === plain) at += 1
    else if (kind !== lead) return at
    else {
      const length = measureCharacter(data, at)
      if (length === 0 || isC1(data, at)) return at
      at += length
    }
  }
  return end
}

/** A control of one character above ASCII: it stands for ESC and this letter. */
export type C1 = { readonly letter: number; readonly end: number }

/** What lies at a special place that is no control of ASCII; `cut` when the chunk ends within a character. */
export function readC1(data: Uint8Array, at: number): C1 | 'cut' {
  const first = data[at] ?? 0
  if (first < firstPrinted) return { letter: first - 0x40, end: at + 1 }
  return isC1(data, at) ? { letter: (data[at + 1] ?? 0) - 0x40, end: at + 2 } : 'cut'
}

const [plain, special, lead] = [0, 1, 2]
const firstPrinted = 0xa0

const kinds = Uint8Array.from({ length: 256 }, (_, byte) => {
  if ([escapeByte, bell, enquiry, shiftOut, cancel, substitute].includes(byte)) return special
  if (byte >= 0x80 && byte < firstPrinted) return special
  return byte >= 0xc2 && byte <= 0xf4 ? lead : plain
})

function isC1(data: Uint8Array, at: number): boolean {
  const second = data[at + 1] ?? 0
  return data[at] === 0xc2 && second >= 0x80 && second < firstPrinted
}

/** How many bytes of the character are there; 0 when it may go on in the next chunk. What breaks it off is no part of it. */
function measureCharacter(data: Uint8Array, at: number): number {
  const first = data[at] ?? 0
  const whole = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4
  for (let length = 1; length < whole; length++) {
    const byte = data[at + length]
    if (byte === undefined) return 0
    if (byte < 0x80 || byte > 0xbf) return length
  }
  return whole
}
