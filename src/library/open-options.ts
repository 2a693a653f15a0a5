import type { Actor } from '../core/actor.ts'

export type OpenOptions = {
  /**
   * The folder that keeps it: made when it is not there, closed to other users, refused (`refused`) when it holds other
   * things. What was acknowledged there is on disk; the next `openRuntime` of the folder goes on with it under the same
   * id, and a second one at the same time is `store-in-use`. Without it everything is in memory, and output in a private
   * temporary folder that `close` removes.
   */
  readonly dir?: string
  /** What people call it; by default the name of `dir`, or `memory`. */
  readonly name?: string
  /** The folder in which workers run and relative paths begin; by default the current one. */
  readonly folder?: string
  /** Who does what is done through it; default `api`. */
  readonly actor?: Actor
}

export type ConnectOptions = {
  /**
   * Where to look for the project: the nearest folder upwards with a `skep.yaml`, else the root of its git repository,
   * else the folder itself. By default the current one.
   */
  readonly folder?: string
  /** What people call the project when its daemon has to be started; by default the name of its folder. */
  readonly name?: string
  /** Who does what is done through it; default `api`. */
  readonly actor?: Actor
  /**
   * Says where daemons are (`SKEP_HOME`, `SKEP_RUNTIME_DIR`), is what a daemon that has to be started gets, and what
   * workers inherit; by default the environment of this process.
   */
  readonly env?: Readonly<Record<string, string | undefined>>
}
