import type { Now } from '../now.ts'
import type { Key } from './key.ts'

/** A key that asks the runtime for something: it is off while nobody can be asked. */
export function asking(key: Key): Key {
  return { ...key, when: now => whyAway(now) ?? key.when(now) }
}

/** Why nobody can be asked now; undefined when the runtime is there. */
export function whyAway({ living }: Now): string | undefined {
  if (living.connection === 'away') return 'the daemon has gone and is looked for: again in a moment'
  return living.connection === 'closed' ? `the runtime is gone: ${living.reason}` : undefined
}
