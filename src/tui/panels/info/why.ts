import { describeWhy } from '../../../core/why.ts'
import type { Seen } from '../../../store/select.ts'

/** Why a worker stands where it stands, in a sentence; with the key that helps. */
export function whyText(seen: Seen, nowMs: number): string {
  const why = describeWhy(seen, nowMs)
  return seen.word === 'paused' ? `${why}: p lets it go on` : why
}
