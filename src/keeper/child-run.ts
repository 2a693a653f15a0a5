import type { Actor } from '../core/actor.ts'
import type { Acknowledged, InputOrder, KeeperFact, KeptRun, SpawnOrder } from '../core/keeper.ts'
import type { Size } from '../core/output.ts'
import type { LogWriter } from '../log/append.ts'
import { type Child, type ChildListener, launch } from '../process/launch.ts'
import type { RunJournal } from './journal.ts'
import { createOutputSink } from './output.ts'
import { type Secrets, watchSecrets } from './secrets.ts'
import { createTelling, type Telling } from './telling.ts'
import { openTypedFacts, type TypedBy, type TypedFacts } from './typed.ts'

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
  const telling = createTelling(order.run, journal, parts.tell)
  const typed = openTypedFacts(telling.next)
  const life: Life = {
    spawnedAt: performance.now(),
    isExited: false,
    isDrained: false,
    asked: 0,
    answered: 0,
    child: undefined,
    end: Promise.withResolvers(),
    writing: new Set(),
  }
  await telling.prepare({ kind: 'spawning', timeMs: now(), argv: order.argv, cwd: order.cwd })
  const launched = await parts.inTurn(() => launch(order, listenerOf(parts, { telling, typed, life })))
  const timeMs = now()
  if (!launched.ok) {
    const { errno, message } = launched
    await telling.begin({ kind: 'spawn-failed', timeMs, errno, message })
    await Promise.all([telling.close(), log.close()])
    return launched
  }
  const { child } = launched
  life.child = child
  log.onDrain(() => child.resumeOutput())
  log.onGrow(end => parts.tell({ kind: 'grew', run: order.run, end }))
  void telling.begin({ kind: 'spawned', timeMs, process: child.process })
  return { ok: true, run: new ChildRun({ ...parts, child, life, telling, typed, spawnedAtMs: timeMs }) }
}

/** What became of the child so far. */
type Life = {
  /** On a clock that does not jump. */
  readonly spawnedAt: number
  isExited: boolean
  isDrained: boolean
  asked: number
  answered: number
  child: Child | undefined
  /** What is being written: it may take a look at the terminal until it is known whether it was a secret. */
  readonly writing: Set<Promise<unknown>>
  readonly end: PromiseWithResolvers<void>
}

type Hearers = { readonly telling: Telling; readonly typed: TypedFacts; readonly life: Life }

function listenerOf({ order, log, tell, now }: ChildRunParts, { telling, typed, life }: Hearers): ChildListener {
  const { run } = order
  const asked = (offset: number): void => {
    life.asked = offset
    tell({ kind: 'asked', run, offset })
  }
  const sink = createOutputSink({ log, terminal: order.terminal !== undefined, now, asked })
  return {
    output(stream, bytes) {
      if (!sink.take(stream, bytes)) life.child?.pauseOutput()
    },
    exited(exit, timeMs) {
      life.isExited = true
      typed.finish()
      const uptimeMs = performance.now() - life.spawnedAt
      void telling.next({ kind: 'exited', timeMs, offset: log.end, exit, uptimeMs })
    },
    async drained() {
      // Whatever the disk makes of its last bytes, the run is over.
      await Promise.allSettled([log.close(), ...life.writing])
      typed.finish()
      life.isDrained = true
      await telling.next({ kind: 'drained', timeMs: now(), end: log.durableEnd, dropped: log.droppedBytes })
      await telling.close()
      life.end.resolve()
    },
  }
}

type ChildRunFields = ChildRunParts & {
  readonly child: Child
  readonly life: Life
  readonly telling: Telling
  readonly typed: TypedFacts
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
    const { isExited, isDrained, asked, answered } = life
    const known = { run: order.run, process: child.process, spawnedAtMs, end: log.durableEnd }
    return { ...known, isExited, isDrained, asked, answered }
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

  async #write({ actor, bytes, source, whole, answers = 0 }: InputOrder): Promise<Acknowledged> {
    let by = this.#by(actor)
    const write = (): Promise<void> => {
      by = this.#by(actor)
      return this.child.input.write(bytes)
    }
    const isTyped = actor !== 'supervisor' && source === 'keys'
    const secret = isTyped ? await this.#secrets.around(bytes, write) : await this.#secrets.past(write)
    const piece = { bytes, source, secret }
    const { typed, life } = this.#fields
    life.answered = Math.max(life.answered, answers)
    if (whole) return { number: await typed.addWhole(piece, by) }
    if (actor !== 'supervisor') typed.add(piece, by)
    return { number: undefined }
  }

  async closeInput(actor: Actor): Promise<Acknowledged> {
    await this.#secrets.past(() => this.child.input.end())
    return this.note(actor, { kind: 'end-of-input' })
  }

  async resize(actor: Actor, size: Size): Promise<Acknowledged> {
    this.child.resize(size)
    return this.note(actor, { kind: 'resized', size })
  }

  /** Writes down what was just done to it, after what was typed before that. */
  async note(actor: Actor, done: Done): Promise<Acknowledged> {
    const { telling, typed } = this.#fields
    typed.finish()
    return { number: await telling.next({ ...this.#by(actor), ...done }) }
  }

  /** Closes the files of a run whose process will not end; what it writes from here on is not kept. */
  async abandon(): Promise<void> {
    const { log, telling, typed } = this.#fields
    typed.finish()
    await Promise.allSettled([log.close(), telling.close()])
  }

  #by(actor: Actor): TypedBy {
    return { actor, timeMs: this.#fields.now(), offset: this.#fields.log.end }
  }
}

/** What can be done to a run besides typing. */
export type Done =
  | { readonly kind: 'end-of-input' | 'paused' | 'resumed' }
  | { readonly kind: 'resized'; readonly size: Size }
  | { readonly kind: 'signalled'; readonly signal: string }
