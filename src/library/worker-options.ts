import type { Size } from '../core/output.ts'
import type { CommandOptions } from './command.ts'
import type { SupervisionOptions } from './supervision-options.ts'

/** What a worker is to be. Everything but its command has a default. */
export type WorkerOptions = WorkerChange & {
  /**
   * What people call it; a name that is taken is refused (`name-taken`). By default the name of its program, with a
   * number behind it when that is taken.
   */
  readonly name?: string
}

/** What a worker that has a name is to be. */
export type WorkerChange = CommandOptions &
  SupervisionOptions & {
    /** The folder that it runs in, by default the runtime's; a relative path begins there. */
    readonly cwd?: string
    /** Variables for it, over those that it inherits. */
    readonly env?: Readonly<Record<string, string>>
    /**
     * `parent` (default): what this program has in its environment when the worker is made, without the variables of skep
     * and of the terminal around it. `clean`: only `PATH HOME LANG LC_* TERM TMPDIR USER SHELL`.
     */
    readonly inherit?: 'parent' | 'clean'
    /** Gives it a terminal: one stream, and programs behave as they do for a person. Default false. */
    readonly tty?: boolean
    /** What its terminal measures, in character cells; by default 80 columns and 24 rows. */
    readonly size?: Size
    /**
     * `pipe` lets `sendInput` reach it; `none` is an empty input, for programs that read theirs to its end. By default
     * `pipe` for a worker of the catalogue, and `none` for options that are handed to `execute` as they are.
     */
    readonly stdin?: 'none' | 'pipe'
    /**
     * `apart` (default) keeps stdout and stderr apart, in order of arrival; `merged` makes them one stream, in the
     * program's own order.
     */
    readonly streams?: 'apart' | 'merged'
    /** Whether it is meant to stay (`service`) or to come to an end (`task`). */
    readonly kind?: 'service' | 'task'
    readonly stop?: StopOptions
    /** What follows an end that nobody asked for; by default nothing. */
    readonly restart?: RestartOptions
    /** Exit codes from 0 to 255 that count as `completed`; by default 0 alone. */
    readonly success?: readonly number[]
  }

/** How a worker is asked to end before it is killed. */
export type StopOptions = {
  /** Sent one after the other; by default `SIGTERM`, on a terminal `SIGTERM` and `SIGHUP`. */
  readonly signals?: readonly string[]
  /** How long it may take to obey, in ms, at most 60,000; default 5,000. */
  readonly graceMs?: number
  /** `all` (default) reaches everything that it has started, wherever that went; `group` its process group alone. */
  readonly scope?: 'all' | 'group'
}

export type RestartOptions = {
  readonly when: 'never' | 'failure' | 'always' | 'unless-stopped'
  /** The first pause before a retry, in ms; it doubles up to the longest. Default 1,000. */
  readonly firstMs?: number
  /** The longest pause, in ms. Default 30,000. */
  readonly longestMs?: number
  /** How many retries in a row before giving up. Default 10. */
  readonly attempts?: number
  /** A run that lived this long, in ms, makes the count start anew. Default 60,000. */
  readonly resetMs?: number
}
