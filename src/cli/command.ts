import type { Doors } from './doors.ts'

/** One option of a command as data; commander reads the flags. */
export type CommandOption = {
  /** As commander has it: `-n, --lines <count>`. */
  readonly flags: string
  readonly help: string
  /** Makes the text known, or refuses it with a `Misread`; with what came before when it may be repeated. */
  readonly parse?: (text: string, before: unknown) => unknown
  readonly initial?: unknown
}

/** What a command line came to: the words behind the command, and its options by their long name. */
export type Given<Options> = { readonly words: readonly string[]; readonly options: Options }

/** Carries a command out; answers the exit code. */
export type CommandWork<Options> = (given: Given<Options>, doors: Doors) => Promise<number>

/** A command as data: the help, the refusals and the table in the README come from it; what it does is loaded when it is asked for. */
export type CliCommand = {
  readonly name: string
  readonly aliases?: readonly string[]
  readonly summary: string
  /** The words behind it, as commander has them: `[names...]`, each with its help. */
  readonly words?: ReadonlyArray<readonly [word: string, help: string]>
  readonly options?: readonly CommandOption[]
  /** Where `--json` answers: the shape of its one document, or of each line where it streams, for the README. */
  readonly json?: string
  /** Whether what follows the first word belongs to that word: `run sleep -x`. */
  readonly passesThrough?: true
  readonly isDefault?: true
  /** Not shown in the help. */
  readonly isHidden?: true
  /** What lies below it: `daemon status`. */
  readonly commands?: readonly CliCommand[]
  readonly load?: () => Promise<CommandWork<never>>
}

/** Options that every command knows. */
export type CommonOptions = { readonly C?: string; readonly json?: true }
