import type { RunId, WorkerId } from '../core/id.ts'
import type { Living } from '../store/living.ts'
import type { StopReport } from '../store/sources.ts'
import type { Saying } from './notice.ts'
import type { Now } from './now.ts'
import type { Scroll } from './pane.ts'
import type { ScreenState } from './state.ts'

/** Everything that a key can reach. */
export type Desk = {
  readonly living: Living
  readonly body: Body
  /** Where new workers run, and with what environment. */
  readonly home: Home
  now(): Now
  change(change: (state: ScreenState) => Partial<ScreenState>): void
  say(saying: Saying): void
  /** Takes the toast away when it has been seen. */
  fadeToast(): void
  /** Hands the terminal of a run to the person. */
  attach(run: RunId, worker: WorkerId): void
  /** Types into the run that the person is attached to. */
  typeAttached(text: string): void
  suspend(): void
  /** Ends the screen; the reports are of what was stopped before. */
  quit(reports: readonly StopReport[]): void
}

/** What is shown in the pane, as much as keys have to do with it. */
export type Body = {
  scroll(move: Scroll): void
  /** Goes to another match of what is searched for; 1 is the next, −1 the one before. */
  nextMatch(by: 1 | -1): void
}

export type Home = {
  readonly cwd: string
  environment(wants: { readonly tty: boolean }): Readonly<Record<string, string>>
}
