import type { TranscriptEntry } from '../../core/transcript.ts'
import type { Gap } from '../../log/page.ts'
import type { StyledSpan } from '../../screen/span.ts'

/** What a rendered run is made of, from top to bottom. */
export type Item =
  | { readonly kind: 'line'; readonly spans: readonly StyledSpan[]; readonly isError: boolean }
  | { readonly kind: 'said'; readonly entry: TranscriptEntry }
  | { readonly kind: 'gap'; readonly gap: Gap }

/** Comes a few items at a time, and now and then none: that is when whoever waits may look at the clock. */
export type Items = AsyncGenerator<readonly Item[]>
