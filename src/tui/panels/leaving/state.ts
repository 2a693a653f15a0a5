import type { WorkerId } from '../../../core/id.ts'
import type { StopReport } from '../../../store/sources.ts'

/** The end of the screen: what is being stopped, and since when. */
export type Leaving = {
  readonly sinceMs: number
  /** Whom the stop is for, in the order of the list. */
  readonly workers: readonly WorkerId[]
  /** Whether the person would not wait for the grace. */
  readonly hurried: boolean
  /** What it came to, once all of them have ended. */
  readonly reports: readonly StopReport[] | undefined
  /** Why it could not be done. */
  readonly problem: string | undefined
}
