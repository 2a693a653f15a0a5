/** What another worker must have come to before a worker starts. */
export type NeedUntil =
  | { readonly kind: 'started' }
  | { readonly kind: 'ready' }
  | { readonly kind: 'healthy' }
  | { readonly kind: 'completed' }
  | { readonly kind: 'ended' }
  /** A line of its output has matched. */
  | { readonly kind: 'log'; readonly pattern: string }

/** Another worker, by its name in the same project, and what it must have come to. */
export type Need = {
  readonly name: string
  readonly until: NeedUntil
  /** Whether a new run of the other worker restarts this one. */
  readonly restart: boolean
}

/** What must have come, as the end of "waits until …". */
export function describeNeed({ name, until }: Need): string {
  return until.kind === 'log'
    ? `${name} has written ${JSON.stringify(until.pattern)}`
    : `${name} ${phrases[until.kind]}`
}

/** What all of these must have come to, likewise. */
export function describeNeeds(needs: readonly Need[]): string {
  const words = needs.map(describeNeed)
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}

/** The same where room is scarce: `db`, `migrate completed`, `api "listening"`. Most needs are to be ready, so that is not said. */
export function shortNeed({ name, until }: Need): string {
  return until.kind === 'ready' ? name : `${name} ${shortUntil(until)}`
}

/** What is waited for, without of whom: `ready`, `completed`, `"listening"`. */
export function shortUntil(until: NeedUntil): string {
  return until.kind === 'log' ? JSON.stringify(until.pattern) : until.kind
}

const phrases = {
  started: 'has started',
  ready: 'is ready',
  healthy: 'is healthy',
  completed: 'has completed',
  ended: 'has ended',
} as const
