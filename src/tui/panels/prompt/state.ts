import type { Draft } from '../../draft.ts'

/** One line that is asked for. */
export type Prompt = {
  readonly title: string
  readonly label: string
  readonly draft: Draft
  /** What Enter does, in words. */
  readonly yes: string
  readonly accept: (text: string) => void
}
