/** One thing that was looked at for its health, what was found, and what to do where that is not well. */
export type Check = {
  readonly name: string
  readonly status: 'ok' | 'warning' | 'failed'
  readonly found: string
  readonly hint?: string | undefined
}
