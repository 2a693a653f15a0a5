import type { Line } from '../line.ts'

/** Gives a line its colours. */
export type Paint = (line: Line) => string
