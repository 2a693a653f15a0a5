import type { Now } from '../now.ts'
import type { Key } from './key.ts'

/** Why a key does nothing now; of several meanings, the reason of the first. */
export function reasonOf(keys: readonly Key[], now: Now): string {
  return keys.map(key => key.when(now)).find(when => when !== true) ?? ''
}
