import { toCells, toVisible } from '../config/text/cells.ts'
import type { Paint, Tone } from './tones.ts'

export type Column = { readonly title: string; readonly align?: 'right' }

export type Cell = { readonly text: string; readonly tone?: Tone }

export type TableLook = {
  readonly paint: Paint
  /** How wide a line may be; undefined cuts nothing. */
  readonly columns: number | undefined
}

/** Between two columns. */
const gap = '  '

/** Rows under the titles of their columns, each as wide as its widest cell; lines without their newline. */
export function renderTable(
  columns: readonly Column[],
  rows: ReadonlyArray<readonly Cell[]>,
  look: TableLook,
): readonly string[] {
  const head = columns.map(({ title }): Cell => ({ text: title, tone: 'faint' }))
  const all = [head, ...rows].map(row => row.map(cell => ({ ...cell, text: toVisible(cell.text) })))
  const widths = columns.map((_, index) => Math.max(...all.map(row => toCells(row[index]?.text ?? ''))))
  const aligned = columns.map(({ align = 'left' as const }, index): Aligned => ({ align, width: widths[index] ?? 0 }))
  return all.map(row => renderRow(row, aligned, look))
}

type Aligned = { readonly width: number; readonly align: 'left' | 'right' }

const unaligned: Aligned = { width: 0, align: 'left' }

function renderRow(row: readonly Cell[], columns: readonly Aligned[], { paint, columns: most }: TableLook): string {
  let room = most ?? Number.POSITIVE_INFINITY
  let line = ''
  for (const [index, { text, tone = 'plain' }] of row.entries()) {
    const { width, align } = columns[index] ?? unaligned
    const isLast = index === row.length - 1
    const padding = ' '.repeat(Math.max(0, width - toCells(text)))
    const before = `${index === 0 ? '' : gap}${align === 'right' ? padding : ''}`
    const after = align === 'right' || isLast ? '' : padding
    const whole = before + text + after
    if (toCells(whole) > room) return line + paint(cutCells(before + text, room), tone)
    line += before + paint(text, tone) + after
    room -= toCells(whole)
  }
  return line.trimEnd()
}

/** As much of a text as fits in so many cells; where it does not, an ellipsis says so. */
export function cutCells(text: string, cells: number): string {
  if (toCells(text) <= cells) return text
  let cut = ''
  let left = cells - 1
  for (const char of text) {
    left -= toCells(char)
    if (left < 0) break
    cut += char
  }
  return cells > 0 ? `${cut}…` : ''
}

/** How wide a line of ours may be: as wide as the terminal, or as it likes where that is none. */
export function widthOf(stdout: { readonly isTTY?: boolean; readonly columns?: number }): number | undefined {
  return stdout.isTTY === true ? stdout.columns : undefined
}
