import type { CommandOptions } from './command.ts'

/** What must have come of another worker, by its name; `ready` where nothing is said. */
export type NeedOption =
  | string
  | {
      readonly name: string
      /** By default `ready`; a regular expression under `log` waits for a line of its output. */
      readonly until?: 'started' | 'ready' | 'healthy' | 'completed' | 'ended' | { readonly log: string }
      /** Whether this worker begins anew whenever that one does. Default false. */
      readonly restart?: boolean
    }

/** A question to the program: a port of this machine (or `host:port`), a URL, or a command that ends with 0. */
export type ProbeOptions =
  | { readonly tcp: number | string }
  /** Good are the statuses that are named, else any from 200 to 399. */
  | { readonly http: string; readonly statuses?: readonly number[] }
  | { readonly exec: CommandOptions }

/** How it becomes known that a worker may be used. */
export type ReadyOptions =
  /** A line of its output matches this regular expression. */
  | { readonly log: string }
  /** So many ms after its start. */
  | { readonly delayMs: number }
  /** It writes a line `READY=1` into the file that `SKEP_NOTIFY` names (as with sd_notify(3)). */
  | { readonly notify: true }
  | (ProbeOptions & {
      /** The pause between two tries, in ms. Default 1,000. */
      readonly everyMs?: number
      /** How long one may take, in ms. Default 5,000, for a port 1,000. */
      readonly timeoutMs?: number
      /** How many in a row may fail until the run is ended as not ready; by default without end. */
      readonly attempts?: number
    })

/** How it is found out whether a worker that is ready still does its work. */
export type HealthOptions = ProbeOptions & {
  /** In ms, default 10,000. */
  readonly everyMs?: number
  /** In ms, default 5,000. */
  readonly timeoutMs?: number
  /** So many failures in a row end the run; what follows is what `restart` says. Default 3. */
  readonly failures?: number
}

export type WatchOptions = {
  /** Files, folders and globs, from the worker's folder on. */
  readonly paths: readonly string[]
  /** Globs, from the worker's folder on; one without a slash is meant at any depth. */
  readonly ignore?: readonly string[]
  /** Changes within this time of each other are one, in ms. Default 300. */
  readonly debounceMs?: number
  /** Whether those that need it are restarted too. Default false. */
  readonly cascade?: boolean
}

/** Five fields of cron (six with seconds first), by local time, or a pause from start to start in ms. */
export type ScheduleOptions = ({ readonly cron: string } | { readonly everyMs: number }) & {
  /** What happens when its time comes while it still runs. Default `skip`. */
  readonly overlap?: 'skip' | 'queue' | 'restart'
}

/** What is done about a worker beyond running it. */
export type SupervisionOptions = {
  /** It starts when all of these have come; what it needs is started with it. */
  readonly needs?: readonly NeedOption[]
  /** By default it is ready as soon as it has started. */
  readonly ready?: ReadyOptions
  readonly health?: HealthOptions
  /** TCP ports that it will listen on: a start while a stranger has one of them fails and says who. */
  readonly ports?: readonly number[]
  /** A name that several workers share. */
  readonly group?: string
  /** When files change, it is restarted. */
  readonly watch?: WatchOptions
  /** From its first start on the clock starts it again, until it is stopped. */
  readonly schedule?: ScheduleOptions
}
