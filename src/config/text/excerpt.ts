import { toCells, toVisible } from './cells.ts'
import { lineOf, type Place, toLineAndColumn } from './source.ts'

/** A source line as it may be shown, and where (in columns) the caret stands under it. */
export type Excerpt = { readonly text: string; readonly caret: number; readonly width: number }

/** Takes the line of a place out of its source: tabs and control characters made visible, secrets masked, cut to size. */
export function toExcerpt({ source, start, end }: Place): Excerpt {
  const { line, column } = toLineAndColumn(source, start)
  const around = Math.max(0, column - 1 - lookedAt)
  const full = maskSecrets(lineOf(source, line).slice(around, around + 2 * lookedAt), source.hidesValues)
  const at = column - 1 - around
  const from = Math.max(0, Math.min(at - context, full.length - longestLine))
  const before = toShown(full.slice(from, at), around + from > 0)
  const meant = toShown(full.slice(at, at + Math.max(0, end - start)))
  const after = toShown(full.slice(at + Math.max(0, end - start)))
  const text = cut(before + meant + after, longestLine)
  const caret = toCells(before)
  return { text, caret, width: Math.max(1, Math.min(toCells(meant), toCells(text) - caret)) }
}

// When a line is very long, no more than this before and after the place is looked at.
const lookedAt = 1_000
// As much of a line as fits beside its number in a terminal of 120 columns.
const longestLine = 108
// When a line is cut, so many characters before the caret are kept.
const context = 60

function toShown(text: string, isCut = false): string {
  return (isCut ? '…' : '') + toVisible(text.replaceAll('\t', '  '))
}

function cut(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length)}…` : text
}

const secretName = '\\b(?!keys\\b)\\w{0,64}(?:key|secret|token|password|credential|private)\\w{0,64}["\']?\\s*:\\s*'
const inQuotes = `"(?:[^"\\\\]|\\\\.)*"|'[^']*'`
const secretInLine = new RegExp(`(${secretName})(\\S.*)`, 'i')
const secretInBraces = new RegExp(`(${secretName})(${inQuotes}|[^,}\\s][^,}]*)`, 'gi')
const anyValue = /^([^=]*=\s*|)(.+)$/

function maskSecrets(line: string, hidesValues: boolean): string {
  // Env files hold little but secrets: of their lines only the names are shown.
  const pattern = hidesValues ? anyValue : line.includes('{') ? secretInBraces : secretInLine
  return line.replace(pattern, (_, name: string, value: string) => name + '•'.repeat(value.length))
}
