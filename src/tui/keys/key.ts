import type { Desk } from '../desk.ts'
import type { Now } from '../now.ts'

/** One row of a table of keys, from which the help line, the help and the reason why a key is off are drawn. */
export type Key = {
  /** In tmux's notation (`C-x`, `Up`, `Enter`), or the character itself. */
  readonly key: readonly string[]
  /** What it does, as an imperative. */
  readonly label: string
  /** Its word in the help line; without it the key stands only in the help. */
  readonly brief?: string | ((now: Now) => string | undefined)
  /** True when it works now, else the sentence why it does not. */
  readonly when: (now: Now) => true | string
  readonly does: (desk: Desk, key: string) => void
}

/** The keys of one place, and what is done with text that is no key of it. */
export type KeyTable = {
  readonly keys: readonly Key[]
  readonly text?: (desk: Desk, text: string) => void
  /** What is done with all that is pressed here, keys or not. */
  readonly raw?: (desk: Desk, typed: string) => void
}

/** For a key that always works. */
export const always: Key['when'] = () => true
