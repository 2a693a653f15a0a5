import type { RunId } from '../../core/id.ts'
import type { Size } from '../../core/output.ts'
import type { Verb } from '../verb.ts'

/** Rows as plain text, as text with colours (SGR and nothing else), or one picture. */
export type ScreenFormat = 'text' | 'ansi' | 'svg'

export type ScreenParams = {
  readonly run: RunId
  readonly format: ScreenFormat
  /** How many rows above the screen are wanted too; at most `mostHistory`. */
  readonly history: number
}

/** The most rows above a screen that one answer holds. */
export const mostHistory = 2_000

/** What a run shows: its terminal's screen, or the last lines of one that has no terminal. */
export type Shown = {
  readonly run: RunId
  readonly tty: boolean
  readonly size: Size
  /** How many rows of scrollback come before those of the screen. */
  readonly history: number
  /** Cell of the screen from the top left; undefined where there is no terminal. */
  readonly cursor: { readonly x: number; readonly y: number; readonly visible: boolean } | undefined
  readonly alternateScreen: boolean
  readonly title: string
  /** Where in the output this was the screen. */
  readonly offset: number
} & (
  | { readonly format: 'text' | 'ansi'; readonly rows: readonly string[] }
  | { readonly format: 'svg'; readonly svg: string }
)

export const screen: Verb<'screen', ScreenParams, Shown> = {
  name: 'screen',
  summary: 'answer what the terminal of a run shows, also of one that has ended',
  effect: 'read',
}
