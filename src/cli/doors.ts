import type { Client } from '../client/client.ts'
import type { Reloaded } from '../protocol/verbs/reload.ts'

/** A project that is open: its client, and the way to let go of it. */
export type OpenProject = {
  readonly client: Client
  close(): Promise<void>
}

/** Where a project is, and what people call it. */
export type ProjectPlace = { readonly folder: string; readonly name: string }

/**
 * Where a project's runtime is worth connecting to: where one is living, where something may run although none is
 * (`running`), or where something is `known` of the project.
 */
export type Where = 'living' | 'running' | 'known'

export type ScreenOrder = {
  readonly client: Client
  /** Until it is left, or as text, once, for which no terminal is needed. */
  readonly how: 'live' | 'once'
  /** Where workers that are added by hand run. */
  readonly cwd: string
  /** What they find in their environment. */
  environment(wants: { readonly tty: boolean }): Readonly<Record<string, string>>
  /** Reads the project's file again and brings what runs to it, or only says what that would do; a wrong file is a fault. */
  reload(how: { readonly dryRun: boolean }): Promise<readonly Reloaded[]>
}

/** What the command line takes from the program around it: the world, and the rooms that it does not see. */
export type Doors = {
  readonly cwd: string
  readonly home: string
  readonly env: Readonly<Record<string, string | undefined>>
  readonly version: string
  readonly stdin: NodeJS.ReadStream
  readonly stdout: NodeJS.WriteStream
  readonly stderr: NodeJS.WriteStream
  /** Listens to a signal of this process; the function that comes back ends it. */
  onSignal(signal: NodeJS.Signals, listener: () => void): () => void
  /** Listens to the end of this process, also by a crash, before anything is said about it; the function that comes back ends it. */
  onExit(listener: () => void): () => void
  /** Connects to the project's runtime, which is begun where there is none. */
  openProject(project: ProjectPlace): Promise<OpenProject>
  /** Connects to the project's runtime unless that would be for nothing. */
  findProject(project: ProjectPlace, where: Where): Promise<OpenProject | undefined>
  /** Begins to load what the screen needs, while other things are waited for. */
  warmScreen(): void
  /** Shows the screen until it is left; answers the exit code. */
  showScreen(order: ScreenOrder): Promise<number>
}
