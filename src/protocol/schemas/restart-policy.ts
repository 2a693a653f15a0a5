import { type RestartPolicy, unlimitedAttempts } from '../../core/spec.ts'
import { object, oneOf, type Schema, whole } from './shape.ts'

// As much as a file may say (config.md), and what tests and programs need below that.
const longestPauseMs = 24 * 3_600_000
const longestResetMs = 30 * 24 * 3_600_000

/** When a worker is started again, and after what pauses. */
export const restartPolicy: Schema<RestartPolicy> = object<RestartPolicy>({
  when: oneOf({ never: 'never', failure: 'failure', always: 'always', 'unless-stopped': 'unless-stopped' }),
  backoffMs: object({ first: whole(0, longestPauseMs), longest: whole(0, longestPauseMs) }),
  attempts: whole(0, unlimitedAttempts),
  resetMs: whole(0, longestResetMs),
})
