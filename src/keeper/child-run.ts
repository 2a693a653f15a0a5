import type { Actor } from '../core/actor.ts'
import type { Acknowledged, InputOrder, KeeperFact, KeptRun, SpawnOrder } from '../core/keeper.ts'
import type { Size } from '../core/output.ts'
import type { LogWriter } from '../log/append.ts'
import { type Child, type ChildListener, launch } from '../process/launch.ts'
import type { JournalEntry, RunJournal } from './journal.ts'
import { createOutputSink } from './output.ts'
import { type Secrets, watchSecrets } from './secrets.ts'
import { createTelling, type Telling } from './telling.ts'
import { openTypedJournal, type TypedJournal } from './typed.ts'

export type ChildRunParts = {
  readonly order: SpawnOrder
  readonly log: LogWriter
  readonly journal: RunJournal
  readonly tell: (fact: KeeperFact) => void
  readonly now: () => number
  /** Does what holds the loop when it is its turn. */
  readonly inTurn: <Result>(work: () => Promise<Result>) => Promise<Result>
}

export type Started =
  | { readonly ok: true; readonly run: ChildRun }
  | { readonly ok: false; readonly errno: string; readonly message: string }

/** Starts the child of a run: its output goes to the log, its facts to the journal and then to whoever listens. */
export async function startChildRun(parts: ChildRunParts): Promise<Started> {
  const { order, log, journal, now } = parts
  const telling = createTelling(journal, parts.tell)
  const typed = openTypedJournal(journal)
  const life: Life = {
    exit: undefined,
    drained: false,
    child: undefined,
    end: Promise.withResolvers(),
    writing: new Set(),
  }
  await journal.append({ kind: 'spawning', timeMs: now(), argv: order.argv, cwd: order.cwd })
  const launched = await parts.inTurn(() => launch(order, listenerOf(parts, { telling, typed, life })))
  const timeMs = now()
  if (!launched.ok) {
    const { errno, message } = launched
    await journal.append({ kind: 'spawn-failed', timeMs, errno, message })
    await Promise.all([journal.close(), log.close()])
    return launched
  }
  const { child } = launched
  life.child = child
  log.onDrain(() => child.resumeOutput())
  log.onGrow(end => parts.tell({ kind: 'grew', run: order.run, end }))
  const spawned = { kind: 'spawned', timeMs, process: child.process } as const
  telling.begin(spawned, { ...spawned, run: order.run })
  return { ok: true, run: new ChildRun({ ...parts, child, life, typed, spawnedAtMs: timeMs }) }
}

/** What became of the child so far. */
type Life = {
  exit: KeptRun['exit']
  drained: boolean
  child: Child | undefined
  /** What is being written: it may take a look at the terminal until it is known whether it was a secret. */
  readonly writing: Set<Promise<unknown>>
  readonly end: PromiseWithResolvers<void>
}

type Hearers = { readonly telling: Telling; readonly typed: TypedJournal; readonly life: Life }

function listenerOf(
  { order, log, journal, tell, now }: ChildRunParts,
  { telling, typed, life }: Hearers,
): ChildListener {
  const { run } = order
  const asked = (offset: number): void => tell({ kind: 'asked', run, offset })
  const sink = createOutputSink({ log, terminal: order.terminal !== undefined, now, asked })
  return {
    output(stream, bytes) {
      if (!sink.take(stream, bytes)) life.child?.pauseOutput()
    },
    exited(exit, timeMs) {
      const offset = log.end
      life.exit = { exit, timeMs, offset }
      typed.finish()
      const fact = { kind: 'exited', timeMs, offset, exit } as const
      void telling.next(fact, { ...fact, run })
    },
    async drained() {
      // Whatever the disk makes of its last bytes, the run is over.
      await Promise.allSettled([log.close(), ...life.writing])
      typed.finish()
      life.drained = true
      const fact = { kind: 'drained', timeMs: now(), end: log.durableEnd, dropped: log.droppedBytes } as const
      await telling.next(fact, { ...fact, run })
      await journal.close()
      life.end.resolve()
    },
  }
}

type ChildRunFields = ChildRunParts & {
  readonly child: Child
  readonly life: Life
  readonly typed: TypedJournal
  readonly spawnedAtMs: number
}

/** A run with its living child; what is done to it is done at once and written into its journal after that. */
export class ChildRun {
  readonly order: SpawnOrder
  readonly child: Child
  readonly #fields: ChildRunFields
  readonly #secrets: Secrets

  constructor(fields: ChildRunFields) {
    this.order = fields.order
    this.child = fields.child
    this.#fields = fields
    this.#secrets = watchSecrets(fields.child.terminalPath)
  }

  /** What is known of it now. */
  get kept(): KeptRun {
    const { order, child, spawnedAtMs, log, life } = this.#fields
    const { exit, drained } = life
    return { run: order.run, process: child.process, spawnedAtMs, end: log.durableEnd, exit, drained }
  }

  /** Resolves when its output is complete and its journal is closed. */
  get drained(): Promise<void> {
    return this.#fields.life.end.promise
  }

  async write(order: InputOrder): Promise<Acknowledged> {
    const { writing } = this.#fields.life
    const written = this.#write(order)
    writing.add(written)
    try {
      return await written
    } finally {
      writing.delete(written)
    }
  }

  async #write({ actor, bytes, source }: InputOrder): Promise<Acknowledged> {
    let here = this.#here()
    const write = (): Promise<void> => {
      here = this.#here()
      return this.child.input.write(bytes)
    }
    const isTyped = actor !== 'supervisor' && source === 'keys'
    const secret = isTyped ? await this.#secrets.around(bytes, write) : await this.#secrets.past(write)
    const at = { ...here, secret }
    if (actor !== 'supervisor') this.#fields.typed.add({ bytes, source, secret }, { actor, at })
    return at
  }

  async closeInput(actor: Actor): Promise<Acknowledged> {
    await this.#secrets.past(() => this.child.input.end())
    const here = this.#here()
    await this.#append({ kind: 'end-of-input', timeMs: here.timeMs, offset: here.offset, actor })
    return here
  }

  async resize(size: Size): Promise<Acknowledged> {
    this.child.resize(size)
    const { timeMs, offset } = this.#here()
    await this.#append({ kind: 'resized', timeMs, offset, size })
    this.#fields.tell({ kind: 'resized', run: this.order.run, offset, size })
    return { timeMs, offset, secret: false }
  }

  /** Writes a signal that was sent into the journal and says where in the output it came. */
  async noteSignal(signal: string): Promise<Acknowledged> {
    const here = this.#here()
    await this.#append({ kind: 'signalled', timeMs: here.timeMs, offset: here.offset, signal })
    return here
  }

  /** Closes the files of a run whose process will not end; what it writes from here on is not kept. */
  async abandon(): Promise<void> {
    const { log, journal, typed } = this.#fields
    typed.finish()
    await Promise.allSettled([log.close(), journal.close()])
  }

  #append(entry: JournalEntry): Promise<void> {
    this.#fields.typed.finish()
    return this.#fields.journal.append(entry)
  }

  #here(): Acknowledged {
    return { timeMs: this.#fields.now(), offset: this.#fields.log.end, secret: false }
  }
}
