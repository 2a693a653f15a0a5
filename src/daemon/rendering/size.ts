import type { Size } from '../../core/output.ts'
import type { RunRecord } from '../../core/record.ts'
import { defaultSize } from '../../core/spec.ts'
import type { Parts } from '../parts.ts'

/** A terminal may say that it has 65,535 columns; nobody looks at more than this, and each cell takes memory. */
const most = 1_000

/** A size that can be shown. */
export function toShowable({ columns, rows }: Size): Size {
  return { columns: clamp(columns), rows: clamp(rows) }
}

function clamp(cells: number): number {
  return Math.min(most, Math.max(1, Math.trunc(cells)))
}

/** The size that a run's terminal had at its start, as far as its worker is still there to tell. */
export function firstSize({ picture }: Pick<Parts, 'picture'>, run: RunRecord): Size {
  return picture.workers.get(run.worker)?.spec.size ?? defaultSize
}
