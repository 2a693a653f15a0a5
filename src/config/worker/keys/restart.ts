import { parseDuration } from '../../../core/duration.ts'
import { defaultRestart, type RestartPolicy } from '../../../core/spec.ts'
import { choice, either, mapping, type Parsed, parsed, type Shape } from '../../shape.ts'
import { attemptsShape } from './attempts.ts'
import { durationShape } from './duration.ts'

const when = choice('never', 'failure', 'always', 'unless-stopped')

type Backoff = RestartPolicy['backoffMs']

const backoff = parsed('a pause such as `5s`, or from one to another such as `1s..30s`', toBackoff)

// When a restart came at once again and again, a crash loop would keep the machine busy.
const leastPauseMs = 10
const longestPauseMs = 24 * 3_600_000

function toBackoff(text: string): Parsed<Backoff> {
  const [first, longest = first, ...more] = text.split('..').map(parseDuration)
  if (first === undefined || longest === undefined || more.length > 0) return { ok: false }
  if (first < leastPauseMs) return { ok: false, expected: 'a first pause of at least 10ms' }
  if (longest > longestPauseMs) return { ok: false, expected: 'a pause of at most 1d' }
  if (longest < first) return { ok: false, expected: 'the shorter pause first, such as `1s..30s`' }
  return { ok: true, value: { first, longest } }
}

const restartKeys = {
  when,
  backoff,
  attempts: attemptsShape,
  reset: durationShape(1, 30 * 24 * 3_600_000),
}

type When = RestartPolicy['when']

export type RestartValues = {
  readonly when?: When | undefined
  readonly backoff?: Backoff | undefined
  readonly attempts?: number | undefined
  readonly reset?: number | undefined
}

/** What stands under `restart`: when, with what pauses, how often; a single word is `when`. */
export const restartShape: Shape<When | RestartValues> = either(
  'one of `never`, `failure`, `always`, `unless-stopped`, or a mapping with `when`',
  when,
  mapping(restartKeys, ['when']),
)

/** The restart policy that a file asks for, the default where it is silent. */
export function toRestartPolicy(value: When | RestartValues): RestartPolicy {
  const values = typeof value === 'string' ? { when: value } : value
  return {
    when: values.when ?? defaultRestart.when,
    backoffMs: values.backoff ?? defaultRestart.backoffMs,
    attempts: values.attempts ?? defaultRestart.attempts,
    resetMs: values.reset ?? defaultRestart.resetMs,
  }
}
