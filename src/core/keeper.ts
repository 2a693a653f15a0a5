import type { Actor } from './actor.ts'
import type { RunId } from './id.ts'
import type { Exit } from './outcome.ts'
import type { Size } from './output.ts'
import type { ListeningPort } from './ports.ts'
import type { StopPolicy } from './spec.ts'
import type { TreeProcess, Usage } from './usage.ts'
import type { ProcessIdentity, Verdict } from './verdict.ts'

/** What the keeper is told to run: exact arguments, whole environment, and how its three standard streams look. */
export type SpawnOrder = {
  readonly run: RunId
  readonly argv: readonly [string, ...string[]]
  readonly cwd: string
  readonly env: Readonly<Record<string, string>>
  readonly terminal: Size | undefined
  readonly stdin: 'none' | 'pipe'
  readonly streams: 'apart' | 'merged'
}

export type Spawned =
  | { readonly ok: true; readonly process: ProcessIdentity; readonly timeMs: number }
  | { readonly ok: false; readonly errno: string; readonly message: string; readonly timeMs: number }

/** What the keeper saw and tells at once; every fact but `grew` is in the run's journal before it is told. */
export type KeeperFact =
  | { readonly kind: 'spawned'; readonly run: RunId; readonly timeMs: number; readonly process: ProcessIdentity }
  | { readonly kind: 'grew'; readonly run: RunId; readonly end: number }
  /** A program asked its terminal something; the question ends at `offset`. */
  | { readonly kind: 'asked'; readonly run: RunId; readonly offset: number }
  | { readonly kind: 'resized'; readonly run: RunId; readonly offset: number; readonly size: Size }
  | {
      readonly kind: 'exited'
      readonly run: RunId
      readonly timeMs: number
      readonly exit: Exit
      readonly offset: number
    }
  /** The output is complete: everything written by exit plus the drain is in the log. */
  | {
      readonly kind: 'drained'
      readonly run: RunId
      readonly timeMs: number
      readonly end: number
      readonly dropped: number
    }

/** Bytes for a run's stdin, and who wrote them. What comes out of a pipe is journaled by its size alone. */
export type InputOrder = {
  readonly source: 'keys' | 'pipe'
  readonly run: RunId
  readonly actor: Actor
  readonly bytes: Uint8Array
}

/** Where in the output an input, a signal or a resize happened. */
export type Acknowledged = { readonly timeMs: number; readonly offset: number; readonly secret: boolean }

/** What the keeper knows of one run, as a snapshot. */
export type KeptRun = {
  readonly run: RunId
  readonly process: ProcessIdentity
  readonly spawnedAtMs: number
  readonly end: number
  readonly exit: { readonly exit: Exit; readonly timeMs: number; readonly offset: number } | undefined
  readonly drained: boolean
}

export type StopOrder = {
  readonly run: RunId
  readonly policy: StopPolicy
  /** Names of programs that the kill lets live when they left the run's session. */
  readonly spare: readonly string[]
}

/**
 * The contract between the runtime, which decides, and the keeper, which owns the children. Whether a socket or a
 * function call lies between is the door's business. Refusals are `Fault`s.
 */
export type Keeper = {
  /** Idempotent by the run's id: asked again, it answers with the first spawn's facts. */
  spawn(order: SpawnOrder): Promise<Spawned>
  /** Takes bytes for stdin; refused (`input-full`, `input-closed`, `ended`) rather than kept without bound. */
  write(order: InputOrder): Promise<Acknowledged>
  /** End of file: closes a pipe, types Ctrl-D into a terminal. */
  closeInput(order: { readonly run: RunId; readonly actor: Actor }): Promise<Acknowledged>
  resize(order: { readonly run: RunId; readonly size: Size }): Promise<Acknowledged>
  /** Sends one signal to the whole tree. */
  signal(order: { readonly run: RunId; readonly signal: string }): Promise<Acknowledged>
  pause(order: { readonly run: RunId }): Promise<Acknowledged>
  resume(order: { readonly run: RunId }): Promise<Acknowledged>
  /** Stop action, grace, kill of the whole tree; answers when it is verified. A second call shares the first's end. */
  stop(order: StopOrder): Promise<Verdict>
  /** Makes a stop that is under way kill at once. */
  hurry(order: { readonly run: RunId }): void
  /** One pass over the process table for all the runs asked for. */
  usage(runs: readonly RunId[]): Promise<ReadonlyMap<RunId, Usage>>
  tree(run: RunId): Promise<readonly TreeProcess[]>
  /** On which ports the trees of these runs listen, from one pass over the process table. */
  ports(runs: readonly RunId[]): Promise<ReadonlyMap<RunId, readonly ListeningPort[]>>
  runs(): readonly KeptRun[]
  /** Listens to the facts; the function that comes back ends it. */
  onFact(listener: (fact: KeeperFact) => void): () => void
  /** Ends everything it owns (kill, no grace) and closes its files. */
  close(): Promise<void>
}
