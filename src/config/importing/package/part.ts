/** One of several things that a script runs beside each other: another script, or a line for the shell. */
export type Part =
  | { readonly kind: 'script'; readonly key: string }
  | { readonly kind: 'line'; readonly line: string; readonly name: string }

/** A script that does nothing but run others beside each other. */
export type Apart = {
  readonly parts: readonly Part[]
  /** Which end of one of them ends the others. */
  readonly exitOn: 'failure' | 'end' | undefined
  readonly restart:
    | { readonly when: 'failure'; readonly attempts: number | 'unlimited'; readonly backoff: string }
    | undefined
  /** What in it says nothing about what runs. */
  readonly unsaid: readonly string[]
}
