import type { Line } from '../../line.ts'

/** Something that is asked before it is done. */
export type Question = {
  readonly title: string
  readonly lines: readonly Line[]
  /** What Enter does, in words. */
  readonly yes: string
  /** What Esc does, in words. */
  readonly no: string
  readonly confirm: () => void
}
