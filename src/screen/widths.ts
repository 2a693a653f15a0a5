import { type CharProperties, graphemeProperties } from './xterm.ts'

// Which table? Tried against tmux on 64 samples: Unicode 6 agrees on 49, Unicode 11 on 57, graphemes on 45. But where
// graphemes and tmux 3.3a differ, later tmux and kitty, WezTerm, Ghostty, foot, iTerm2 and Windows Terminal side with
// graphemes in what people really print (an emoji with U+FE0F or a skin tone is 2 wide, a family joined by U+200D is 2
// and not 8), and so does the width that Ink and other programs of today count with. The rest is put right below:
// characters newer than the addon's tables, spacing marks of Indic scripts (a cell of their own, as wcwidth has it), and
// invisible ones, which take no cell anywhere.

/** Marks between text directions and other characters that show nothing: they take no cell and may reorder what follows. */
const invisible = /[\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g
const anyInvisible = new RegExp(invisible.source)

/** The text without characters that show nothing, bidi controls among them. */
export function dropInvisible(text: string): string {
  return anyInvisible.test(text) ? text.replace(invisible, '') : text
}

/** How much one cell may join: more would let endless marks grow one cell without bound. */
const joinedMost = 31

/** One cell wide, joining nothing, of no kind that matters to what follows. */
const narrow = 2

/** Opens a width function of its own: it counts how much was joined, so each terminal needs one. */
export function openWidths(): CharProperties {
  let joined = 0
  return (code, preceding) => {
    // Nearly all that is ever printed: a letter after a letter.
    if (code < 0x7f && code > 0x1f && preceding <= narrow) return narrow
    const properties = code < 0x300 ? graphemeProperties(code, preceding) : correctedProperties(code, preceding)
    joined = (properties & 1) === 0 ? 0 : joined + 1
    return joined > joinedMost ? narrow : properties
  }
}

// A code point is judged as itself, or as a well-known one that behaves as it should.
const asItself = 1
const asLetter = 2
const asMark = 3
const asEmoji = 4
const standIns = [0, 0, 0x61, 0x301, 0x1f600]
const anIdeograph = 0x4e00

/** What was found so far, by code point; 0 was not looked up yet. */
const judged = new Uint8Array(0x20000)

function correctedProperties(code: number, preceding: number): number {
  if (code >= judged.length) return graphemeProperties(farStandIn(code), preceding)
  const kind = judged[code] || judge(code)
  if (kind === asItself) return graphemeProperties(code, preceding)
  return graphemeProperties(standIns[kind] ?? code, kind === asLetter ? 0 : preceding)
}

function judge(code: number): number {
  const kind = toKind(code, String.fromCodePoint(code))
  judged[code] = kind
  return kind
}

function toKind(code: number, char: string): number {
  if (/\p{Mc}/u.test(char)) return asLetter
  const width = (graphemeProperties(code, 0) >> 1) & 3
  if (/\p{Emoji_Presentation}/u.test(char) && !isRegional(code)) return width === 2 ? asItself : asEmoji
  const joins = (graphemeProperties(code, graphemeProperties(0x61, 0)) & 1) === 1
  return /[\p{Mn}\p{Me}]/u.test(char) && !joins ? asMark : asItself
}

// Two of them make a flag, which the grapheme tables know; one alone is narrow.
function isRegional(code: number): boolean {
  return code >= 0x1f1e6 && code <= 0x1f1ff
}

// Planes 2 and 3 are ideographs, also those that are not assigned yet.
function farStandIn(code: number): number {
  return code < 0x40000 ? anIdeograph : code
}

/** Whether a code point shows only on the one before it. */
export function isMark(code: number): boolean {
  if (code < 0x300 || (code >= 0x2100 && code < 0x2ce0) || (code >= 0x3100 && code < 0xa600)) return false
  // A skin tone shows by itself, too.
  return !(code >= 0x1f3fb && code <= 0x1f3ff) && (correctedProperties(code, graphemeProperties(0x61, 0)) & 1) === 1
}

const ascii = /^[\x20-\x7e]*$/

/** Whether every character is one cell wide and one unit long. */
export function isAscii(text: string): boolean {
  return ascii.test(text)
}

/** How many cells printable text takes. */
export function textWidth(text: string): number {
  return isAscii(text) ? text.length : takeWidth(text, Number.POSITIVE_INFINITY).width
}

/** As much of printable text as fits in so many cells: its length and its width. A cluster is never cut. */
export function takeWidth(text: string, columns: number): { readonly length: number; readonly width: number } {
  const widths = openWidths()
  let [width, preceding, at] = [0, 0, 0]
  let before = { length: 0, width: 0 }
  while (at < text.length) {
    const code = text.codePointAt(at) ?? 0
    const properties = widths(code, preceding)
    const joins = (properties & 1) === 1
    if (!joins) before = { length: at, width }
    // What joins may widen the cell that it joins.
    width += widthOf(properties) - (joins ? widthOf(preceding) : 0)
    if (width > columns) return before
    at += code > 0xffff ? 2 : 1
    preceding = properties
  }
  return { length: at, width }
}

/** What shows as one character, and how many cells it takes. */
export type Cluster = { readonly text: string; readonly width: number }

/** Printable text cut into its clusters. */
export function toClusters(text: string): readonly Cluster[] {
  if (isAscii(text)) return Array.from(text, char => ({ text: char, width: 1 }))
  const widths = openWidths()
  const clusters: Cluster[] = []
  let preceding = 0
  for (const char of text) {
    preceding = widths(char.codePointAt(0) ?? 0, preceding)
    const joined = (preceding & 1) === 1 ? (clusters.pop()?.text ?? '') : ''
    clusters.push({ text: joined + char, width: widthOf(preceding) })
  }
  return clusters
}

// A cluster of the longest kind, in units.
const clusterUnits = 2 * (joinedMost + 1)

/** How much wider a text gets by what is put behind it: the end of one may join the start of the other. */
export function addedWidth(text: string, added: string): number {
  const end = text.slice(-clusterUnits)
  return textWidth(end + added) - textWidth(end)
}

/** Where the last cluster of a text begins, and how wide it is. */
export function lastCluster(text: string): { readonly start: number; readonly width: number } {
  const widths = openWidths()
  const from = Math.max(0, text.length - clusterUnits)
  let [start, preceding] = [from, 0]
  for (let at = from; at < text.length; ) {
    const code = text.codePointAt(at) ?? 0
    preceding = widths(code, preceding)
    if ((preceding & 1) === 0) start = at
    at += code > 0xffff ? 2 : 1
  }
  return { start, width: widthOf(preceding) }
}

function widthOf(properties: number): number {
  return (properties >> 1) & 3
}
