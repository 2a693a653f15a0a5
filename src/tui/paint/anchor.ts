import { textWidth } from '../../screen/widths.ts'

// Letters, line drawing, blocks, Braille, kana, ideographs and syllables: every terminal gives them the same width.
const certain =
  '\\x00-\\u02ff\\u0370-\\u0482\\u048a-\\u0556\\u2010-\\u2027\\u2030-\\u205e\\u2190-\\u2193\\u2500-\\u259f\\u2800-\\u28ff\\u3001-\\u3029\\u3041-\\u3096\\u30a1-\\u30ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uac00-\\ud7a3\\uff01-\\uff60'
const anyUncertain = new RegExp(`[^${certain}]`, 'u')
const piece = new RegExp(
  `(?<sgr>\\x1b\\[[\\d:;]*m)|(?<text>[${certain.replace('\\x00', '\\x20')}]+)|(?<uncertain>[^${certain}]+)`,
  'gu',
)

/**
 * Says where the row goes on after each stretch about whose width terminals disagree (emoji, joined and combined characters), so that
 * nothing behind it is pushed aside. The row begins at a column of the screen, 0-based.
 */
export function anchorRow(row: string, x: number): string {
  if (!anyUncertain.test(row)) return row
  let anchored = ''
  let text = ''
  for (const { 0: part, groups } of row.matchAll(piece)) {
    anchored += part
    if (groups?.['sgr'] === undefined) text += part
    if (groups?.['uncertain'] !== undefined) anchored += `\x1b[${x + textWidth(text) + 1}G`
  }
  return anchored
}
