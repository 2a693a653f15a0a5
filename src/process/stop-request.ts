import type { RunId } from '../core/id.ts'
import type { SpawnOrder } from '../core/keeper.ts'
import type { StopPolicy } from '../core/spec.ts'
import type { ProcessIdentity } from '../core/verdict.ts'
import type { InputWriter } from './input.ts'

/** What is to be ended, and how. */
export type StopRequest = {
  readonly run: RunId
  readonly root: ProcessIdentity
  readonly policy: StopPolicy
  /** Names of programs that live on when they have left the run's session. */
  readonly spare: readonly string[]
  /** Where a stop command runs, and with what environment: the run's own. */
  readonly place: Pick<SpawnOrder, 'cwd' | 'env'>
  /** Where keys are typed; undefined when the run has ended. */
  readonly input: InputWriter | undefined
}
