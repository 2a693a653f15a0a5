import fc from 'fast-check'
import { createPassthrough, type PassthroughOptions } from '../../../src/core/passthrough/passthrough.ts'

/** Bytes as a text in which each character is one. */
export function toBytes(text: string): Uint8Array {
  return Uint8Array.from(Buffer.from(text, 'latin1'))
}

export function toText(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1')
}

/** What comes through of a text, and what undoes it. */
export type Passed = { readonly out: string; readonly undo: string }

/** Pushes pieces one after the other. */
export function pass(pieces: readonly string[], options: PassthroughOptions = { clipboard: 'refuse' }): Passed {
  const passthrough = createPassthrough(options)
  const out = pieces.map(piece => toText(passthrough.push(toBytes(piece)))).join('')
  return { out, undo: toText(passthrough.undo()) }
}

/** Everything that a terminal answers, in the ways in which it is asked. */
export const questions: readonly string[] = [
  ...['\x1b[c', '\x1b[0c', '\x1b[>c', '\x1b[>0c', '\x1b[=c', '\x1b[5n', '\x1b[6n', '\x1b[?6n', '\x1b[?996n', '\x1bZ'],
  ...['\x1b[?2026$p', '\x1b[4$p', '\x1b[>q', '\x1b[>0q', '\x1b[?u', '\x1b[14t', '\x1b[16t', '\x1b[18t', '\x1b[21t'],
  ...['\x1bP$qm\x1b\\', '\x1bP$q q\x1b\\', '\x1bP+q544e\x1b\\', '\x1b[x', '\x1b[?4m', '\x1b[?1;1;0S', '\x05'],
  ...[
    '\x1b]4;1;?\x07',
    '\x1b]4;1;red;2;?\x1b\\',
    '\x1b]10;?\x1b\\',
    '\x1b]11;?\x07',
    '\x1b]12;?\x07',
    '\x1b]10;?;?\x07',
  ],
  ...['\x1b]52;c;?\x07', '\x1b]21;foreground=?\x1b\\', '\x1b]22;?__current__\x1b\\', '\x1b]50;?\x07', '\x1b]60\x1b\\'],
  ...['\x1b]1337;ReportCellSize\x07', '\x1b_Ga=q,i=1;AAAA\x1b\\', '\x1b[1;1;1;1;1;1*y', '\x1b[1$w', '\x1b[6\nn'],
  ...['\x9b6n', '\xc2\x9b6n', '\xc2\x9a', '\x9d11;?\x9c', '\xc2\x9d11;?\xc2\x9c', '\x90$qm\x9c', '\x1b\x00[c'],
  ...['\x1bPtmux;\x1b\x1b[6n\x1b\\', '\x1bP\x1b[6n\x1b\\', '\x1b[1*z', `\x1b[${'0'.repeat(2000)}6n`, '\x1b[\xff6n'],
]

/** What writes into the clipboard. */
export const clipboardWrites: readonly string[] = [
  ...['\x1b]52;c;aGVsbG8=\x07', '\x1b]52;;aGVsbG8=\x1b\\', '\x1b]052;c;aGVsbG8=\x07', '\xc2\x9d52;c;aGVsbG8=\xc2\x9c'],
  ...['\x1b]5\x002;c;aGVsbG8=\x07', '\x1b]1337;Copy=:aGVsbG8=\x07', '\x1b]1337;CopyToClipboard=\x07'],
  '\x1bPtmux;\x1b\x1b]52;c;aGVsbG8=\x07\x1b\\',
]

/** What changes a terminal, and is let through. */
export const changes: readonly string[] = [
  ...[1, 5, 6, 7, 9, 12, 25, 45, 66, 69, 1000, 1002, 1003, 1004, 1005, 1006, 1015, 1016, 2004, 2026, 2031].flatMap(
    mode => [`\x1b[?${mode}h`, `\x1b[?${mode}l`],
  ),
  ...[47, 1047, 1049].flatMap(mode => [`\x1b[?${mode}h`, `\x1b[?${mode}l`]),
  ...['\x1b[4h', '\x1b[4l', '\x1b[20h', '\x1b[20l', '\x1b=', '\x1b>', '\x1b[?1000;1006h', '\x1b[?1049;25l'],
  ...['\x1b[>1u', '\x1b[>5u', '\x1b[<u', '\x1b[<3u', '\x1b[=3u', '\x1b[=1;2u', '\x1b[>4;2m', '\x1b[>4m'],
  ...['\x1b[5 q', '\x1b[2 q', '\x1b[2;5r', '\x1b[r', '\x1b(0', '\x1b(B', '\x1b)0', '\x1b*A', '\x0e', '\x0f', '\x1bn'],
  ...['\x1b]4;1;red\x07', '\x1b]11;#000\x1b\\', '\x1b]104\x07', '\x1b]8;;http://a\x1b\\', '\x1b]9;4;1;50\x07'],
  ...['\x1b[31;1m', '\x1b[38;2;1;2;3m', '\x1b[4:3m', '\x1b[m', '\x1b]2;title\x07', '\x1b[22;0t', '\x1b[23;0t'],
  ...['\x1bc', '\x1b[!p', '\x1b[3g', '\x1bH', '\x1b7', '\x1b8', '\x1b[2J', '\x1b[H', '\x1b[5;5H', '\x1bM', '\x1bD'],
]

const scraps = [
  '\x1b',
  '\x1b[',
  '\x1b]',
  '\x1bP',
  '\x1b_',
  '\x1b\\',
  '\x07',
  '\x18',
  '\x9c',
  '\xc2',
  '\xe2\x9b',
  '?',
  ';',
]

const texts = [
  'hello',
  'a\r\nb',
  '\xe6\x9c\xac',
  '\xc3\xa9',
  '\xf0\x9f\x90\x9d',
  '52;c;',
  '6n',
  '1;',
  '$',
  '\x00',
  '\xff',
]

/** Anything that a program may write, well or badly. */
export const outputs: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      fc.constantFrom(...questions, ...clipboardWrites),
      fc.constantFrom(...changes),
      fc.constantFrom(...scraps),
      fc.constantFrom(...texts),
      fc.uint8Array({ maxLength: 3 }).map(toText),
    ),
    { maxLength: 12 },
  )
  .map(pieces => pieces.join(''))

/** A text cut into pieces anywhere. */
export const cutOutputs: fc.Arbitrary<{ readonly whole: string; readonly pieces: readonly string[] }> = fc
  .tuple(outputs, fc.array(fc.nat(), { maxLength: 8 }))
  .map(([whole, cuts]) => {
    const places = [0, ...cuts.map(cut => cut % (whole.length + 1)), whole.length].toSorted((one, other) => one - other)
    return { whole, pieces: places.slice(1).map((place, index) => whole.slice(places[index], place)) }
  })
