import type { Place } from '../../text/source.ts'

/** What a tool was told besides the `Procfile`, and where. */
export type Setting = { readonly text: string; readonly place: Place }

/** The settings of foreman and overmind that say something about what runs, as they stand there. */
export type Settings = {
  /** `web=2,worker=1`. */
  readonly formation?: Setting
  /** How many there are of what the formation does not name. */
  readonly others?: 0 | 1
  readonly port?: Setting
  /** From one line to the next. */
  readonly portStep?: Setting
  /** From one instance of a line to the next. */
  readonly instanceStep?: Setting
  readonly noPort?: Setting
  /** Env files, with commas between them. */
  readonly env?: Setting
  /** A further env file, whose variables count over those of the others. */
  readonly ownEnv?: Setting
  readonly folder?: Setting
  /** In seconds. */
  readonly timeout?: Setting
  /** `web=TERM,worker=INT`. */
  readonly signals?: Setting
  /** Names of lines, with commas between them. */
  readonly restarted?: Setting
  readonly ignored?: Setting
}
