import type { Source } from '../text/source.ts'
import { lineOf, toLineAndColumn } from '../text/source.ts'
import type { Mapping } from '../tree/tree.ts'
import { renderValue } from '../yaml.ts'
import type { Written } from './texts.ts'

/** A mapping of a file, and the key that it stands under; the file's own stands under none. */
export type Spot = { readonly mapping: Mapping; readonly under: number | undefined }

/**
 * Texts of a file with one more entry in a mapping of it, the nicest first. Nothing else of the text is touched; which of them
 * says what is meant is for who reads them.
 */
export function insertEntry(source: Source, spot: Spot, entry: Written): readonly string[] {
  const { start, end } = spot.mapping.place
  const texts = source.text[start] === '{' ? intoLine(source, end, entry) : intoBlock(source, spot, entry)
  const eol = source.text.includes('\r\n') ? '\r\n' : '\n'
  return texts.map(({ at, text }) => source.text.slice(0, at) + text.replaceAll('\n', eol) + source.text.slice(at))
}

type Insertion = { readonly at: number; readonly text: string }

/** Before the closing brace: behind what is there, or on a line of its own when that ends with a comment. */
function intoLine({ text, file }: Source, end: number, entry: Written): readonly Insertion[] {
  const close = end - 1
  const before = text.slice(0, close).trimEnd()
  const isFirst = before.endsWith('{')
  const comma = isFirst || before.endsWith(',') ? '' : ','
  const rendered = file.endsWith('.json') ? toJson(entry) : toLine(entry)
  const gap = before.length === close && isFirst ? ' ' : ''
  return [
    { at: before.length, text: `${comma} ${rendered}${gap}` },
    { at: close, text: `\n  , ${rendered}\n` },
    { at: close, text: `\n  ${rendered}\n` },
  ]
}

function toLine(entry: Written): string {
  return renderValue(entry, 'line')
    .trim()
    .replace(/^\{\s*/, '')
    .replace(/\s*\}$/, '')
}

function toJson(entry: Written): string {
  return JSON.stringify(entry).slice(1, -1)
}

/** After the last line of the block; where a text ends with empty lines that count, after those. */
function intoBlock(source: Source, spot: Spot, entry: Written): readonly Insertion[] {
  const indent = indentOf(source, spot)
  const lines = renderValue(entry, 'block').trimEnd().split('\n')
  const text = lines.map(line => (line === '' ? '' : `${' '.repeat(indent)}${line}`)).join('\n')
  const end = endOfBlock(source, spot)
  const last = lastLineBefore(source, end, indent)
  return [last, end].map(line => insertAfter(source, line, text))
}

/** How far the keys of a mapping are indented; those that were merged into it stand elsewhere. */
function indentOf(source: Source, { mapping, under }: Spot): number {
  if (under === undefined) return 0
  const keys = Array.from(mapping.entries.values(), ({ key }) => key.start).filter(at => at > under)
  const { column } = toLineAndColumn(source, Math.min(...keys))
  return column - 1
}

/** The last line that can belong to the block: the next one that is indented less ends it. */
function endOfBlock(source: Source, { under }: Spot): number {
  const count = source.lineStarts.length
  if (under === undefined) return count
  const { line: first, column } = toLineAndColumn(source, under)
  for (let line = first + 1; line <= count; line += 1) {
    const text = lineOf(source, line)
    if (!isBlankOrComment(text) && text.search(/\S/) < column) return line - 1
  }
  return count
}

function lastLineBefore(source: Source, end: number, indent: number): number {
  for (let line = end; line > 1; line -= 1) {
    const text = lineOf(source, line)
    const isOfBlock = text.trim() !== '' && (!isBlankOrComment(text) || (indent > 0 && text.search(/\S/) >= indent))
    if (isOfBlock) return line
  }
  return 1
}

function isBlankOrComment(text: string): boolean {
  return /^\s*(?:#|$)/.test(text)
}

function insertAfter({ text, lineStarts }: Source, line: number, added: string): Insertion {
  const next = lineStarts[line]
  if (next !== undefined) return { at: next, text: `${added}\n` }
  const isEnded = text === '' || text.endsWith('\n')
  return { at: text.length, text: isEnded ? `${added}\n` : `\n${added}\n` }
}
