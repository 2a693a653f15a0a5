import type { SkepEvent } from '../core/event.ts'
import type { RunId } from '../core/id.ts'
import type { Usage } from '../core/usage.ts'

/** What a runtime tells without being asked. */
export type Notice =
  | { readonly kind: 'events'; readonly events: readonly SkepEvent[] }
  /** The output of a run can be read up to `end` now. */
  | { readonly kind: 'grew'; readonly run: RunId; readonly end: number }
  | { readonly kind: 'usage'; readonly usage: ReadonlyArray<readonly [RunId, Usage]> }
  /** Something was missed, because the reader was too slow or the runtime was away: subscribe again. */
  | { readonly kind: 'lagged' }
  /** The runtime cannot be reached, and is looked for: `lagged` follows when it is there again. */
  | { readonly kind: 'away'; readonly reason: string }
  /** The runtime is gone for good. */
  | { readonly kind: 'closed'; readonly reason: string }
