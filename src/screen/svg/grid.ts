/** Size of the text, and of a cell: 0.6 of it wide, as nearly every monospaced font is. */
export const fontSize = 14
export const cellWidth = 8.4
export const cellHeight = 18

/** Where letters stand, below the top of their cell. */
export const baseline = 13.4

/** A coordinate in as few characters as it takes. */
export function round(value: number): string {
  return String(Math.round(value * 100) / 100)
}
