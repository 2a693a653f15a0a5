import { appendFileSync } from 'node:fs'

/** One line of the table: a measure of ours beside others of the same round. */
export type Row = {
  readonly measure: string
  readonly ours: string
  /** What the others took, by name. */
  readonly peers: string
  /** Of ours to what the budget names, with its spread. */
  readonly ratio: string
  readonly budget: string
  /** Undefined where nothing is asked. */
  readonly isMet: boolean | undefined
}

const heads = ['measure', 'ours', 'beside it', 'ratio', 'budget', '']

/** Prints a row, and hands it to `bench/run.ts` when that is who asked. */
export function report(row: Row): void {
  process.stdout.write(`${toCells(row).join(' · ')}\n`)
  const file = process.env['BENCH_ROWS']
  if (file) appendFileSync(file, `${JSON.stringify(row)}\n`)
}

/** The whole table, in Markdown. */
export function renderTable(rows: readonly Row[]): string {
  const all = [heads, ...rows.map(toCells)]
  const widths = heads.map((_, column) => Math.max(3, ...all.map(cells => cells[column]?.length ?? 0)))
  const lines = all.map(cells => toLine(cells.map((cell, column) => cell.padEnd(widths[column] ?? 0))))
  return [lines[0], toLine(widths.map(width => '-'.repeat(width))), ...lines.slice(1)].join('\n')
}

function toCells({ measure, ours, peers, ratio, budget, isMet }: Row): readonly string[] {
  return [measure, ours, peers, ratio, budget, isMet === undefined ? '' : isMet ? 'met' : 'MISSED']
}

function toLine(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`
}
