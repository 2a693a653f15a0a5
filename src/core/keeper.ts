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

/** One fact of a run, as its journal keeps it. `offset` is where in the output it happened. */
export type RunFact =
  | { readonly kind: 'spawning'; readonly timeMs: number; readonly argv: readonly string[]; readonly cwd: string }
  | { readonly kind: 'spawned'; readonly timeMs: number; readonly process: ProcessIdentity }
  | { readonly kind: 'spawn-failed'; readonly timeMs: number; readonly errno: string; readonly message: string }
  | (Happened & {
      readonly kind: 'input'
      /** What was typed, or what stands for it when it was typed without echo. */
      readonly text: string
      readonly secret: boolean
    })
  | (Happened & { readonly kind: 'end-of-input' | 'paused' | 'resumed' })
  | (Happened & { readonly kind: 'resized'; readonly size: Size })
  | (Happened & { readonly kind: 'signalled'; readonly signal: string })
  | {
      readonly kind: 'exited'
      readonly timeMs: number
      readonly offset: number
      readonly exit: Exit
      /** From the spawn to the exit, on a clock that does not jump. */
      readonly uptimeMs: number
    }
  /** The output is complete: everything written by exit plus the drain is in the log. */
  | { readonly kind: 'drained'; readonly timeMs: number; readonly end: number; readonly dropped: number }

type Happened = { readonly timeMs: number; readonly offset: number; readonly actor: Actor }

/** A fact with its place in the run's journal, from 1 without gaps: whoever knows up to which one it came misses none. */
export type NumberedFact = RunFact & { readonly run: RunId; readonly number: number }

/** What the keeper saw and tells at once. Every numbered fact is in the run's journal before it is told. */
export type KeeperFact =
  | NumberedFact
  | { readonly kind: 'grew'; readonly run: RunId; readonly end: number }
  /** A program asked its terminal something; the question ends at `offset`. */
  | { readonly kind: 'asked'; readonly run: RunId; readonly offset: number }

/** Whether a fact stands in the run's journal. */
export function isNumbered(fact: KeeperFact): fact is NumberedFact {
  return fact.kind !== 'grew' && fact.kind !== 'asked'
}

/** Bytes for a run's stdin, and who wrote them. What comes out of a pipe is journaled by its size alone. */
export type InputOrder = {
  readonly source: 'keys' | 'pipe'
  readonly run: RunId
  readonly actor: Actor
  readonly bytes: Uint8Array
  /** A fact of its own, which is journaled at once; else keys of one actor are one up to Enter or a pause. */
  readonly whole: boolean
  /** The offset of the question that this answers: whoever comes next need not answer it again. */
  readonly answers?: number
}

/** The number of the fact that was journaled; undefined for keys that wait for more. */
export type Acknowledged = { readonly number: number | undefined }

/** What the keeper knows of one run, as a snapshot. */
export type KeptRun = {
  readonly run: RunId
  readonly process: ProcessIdentity
  readonly spawnedAtMs: number
  readonly end: number
  readonly isExited: boolean
  readonly isDrained: boolean
  /** The last question of its program to its terminal, and the last one that was answered, by their offsets; 0 for none. */
  readonly asked: number
  readonly answered: number
}

/** Which run, and who asks. */
export type RunOrder = { readonly run: RunId; readonly actor: Actor }

/** How many facts are handed over at once. */
export const mostFacts = 1_000

export type StopOrder = {
  readonly run: RunId
  readonly policy: StopPolicy
  /** Names of programs that the kill lets live when they left the run's session. */
  readonly spare: readonly string[]
  /** An earlier runtime has asked before: when that stop has come to its end, its verdict is the answer. */
  readonly again?: boolean
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
  closeInput(order: RunOrder): Promise<Acknowledged>
  resize(order: RunOrder & { readonly size: Size }): Promise<Acknowledged>
  /** Sends one signal to the whole tree. */
  signal(order: RunOrder & { readonly signal: string }): Promise<Acknowledged>
  pause(order: RunOrder): Promise<Acknowledged>
  resume(order: RunOrder): Promise<Acknowledged>
  /** Stop action, grace, kill of the whole tree; answers when it is verified. A second call shares the first's end. */
  stop(order: StopOrder): Promise<Verdict>
  /** Makes a stop that is under way kill at once. */
  hurry(order: { readonly run: RunId }): void
  /** One pass over the process table for all the runs asked for. */
  usage(runs: readonly RunId[]): Promise<ReadonlyMap<RunId, Usage>>
  tree(run: RunId): Promise<readonly TreeProcess[]>
  /** On which ports the trees of these runs listen, from one pass; a run that listens on none is left out. */
  ports(runs: readonly RunId[]): Promise<ReadonlyMap<RunId, readonly ListeningPort[]>>
  /** The runs that it has, ended ones too as long as it remembers them. */
  runs(): Promise<readonly KeptRun[]>
  /** The facts of a run after a number, oldest first, at most `mostFacts`; also of a run that an earlier keeper had. */
  facts(order: { readonly run: RunId; readonly after: number }): Promise<readonly NumberedFact[]>
  /** Listens to the facts; the function that comes back ends it. */
  onFact(listener: (fact: KeeperFact) => void): () => void
  /** Ends everything it owns (kill, no grace) and closes its files. */
  close(): Promise<void>
}
