import type { Client, OutputSource } from '../../client/client.ts'
import type { OutputPlace } from '../../client/line-reader.ts'
import type { Lane } from '../../client/merge.ts'
import { type OutputCursor, renderCursor } from '../../core/cursor.ts'
import type { RunId } from '../../core/id.ts'
import type { RunRecord } from '../../core/record.ts'
import type { Piece, RunReading } from './entry.ts'

/** A piece, and whose it is. */
export type Entry = Piece & { readonly of: WorkerLane; readonly cursor: OutputCursor }

export type LaneParts = {
  readonly client: Pick<Client, 'output'>
  readonly read: (source: OutputSource, from: OutputPlace) => RunReading
  /** Whether nothing will be added to a run any more. */
  readonly isComplete: (run: RunId) => boolean
  /** Whether what grows is followed. */
  readonly follows: boolean
  /** Whether there may be more runs. */
  readonly staysOpen: boolean
}

/** A run to read, and from where on. */
export type Start = { readonly run: RunRecord; readonly from: OutputPlace }

/** The runs of one worker, one after the other, as far as they are asked for. */
export class WorkerLane implements Lane<Entry> {
  readonly label: string
  readonly #parts: LaneParts
  readonly #waiting: Start[] = []
  #now: (Start & { readonly reading: RunReading }) | undefined
  #previous: RunId | undefined
  #last: RunId | undefined
  /** Up to where it was shown. */
  #shown: OutputCursor | undefined

  constructor(label: string, parts: LaneParts) {
    this.label = label
    this.#parts = parts
  }

  /** The newest run that it knows of. */
  get last(): RunId | undefined {
    return this.#last
  }

  /** Whether news of a run may bring more of it. */
  awaits(run: RunId): boolean {
    return this.#now?.run.id === run || this.#last === run
  }

  /** The newest run that is not to be taken for one that came later. */
  know(run: RunRecord | undefined): void {
    this.#last = run?.id
  }

  /** Where it goes on, as the text of a cursor. */
  get place(): string | undefined {
    return this.#shown && renderCursor(this.#shown)
  }

  add(start: Start): void {
    this.#shown ??= { run: start.run.id, ...start.from }
    this.#waiting.push(start)
    this.#last = start.run.id
  }

  note({ cursor }: Entry): void {
    this.#shown = cursor
  }

  async read(): ReturnType<Lane<Entry>['read']> {
    const begun = this.#now ? [] : this.#begin()
    const now = this.#now
    if (!now) return { items: [], state: this.#parts.staysOpen ? 'idle' : 'over' }
    const isComplete = this.#parts.isComplete(now.run.id)
    const { items, atEnd } = await now.reading.read()
    const isOver = atEnd && (isComplete || !this.#parts.follows)
    if (isOver) this.#now = undefined
    const rest = isOver ? now.reading.rest(!isComplete) : []
    const entries = [...begun, ...items, ...rest].map(piece => this.#toEntry(now.run.id, piece))
    return { items: entries, state: atEnd && !isOver ? 'idle' : 'more' }
  }

  /** How many bytes lie between what was shown and the end. */
  async left(): Promise<number> {
    const { client } = this.#parts
    const shown = this.#shown
    const runs = [...(this.#now ? [this.#now] : []), ...this.#waiting].map(({ run }) => run.id)
    const ids = new Set(shown ? [shown.run, ...runs] : runs)
    const ends = await Promise.all([...ids].map(async id => [id, (await client.output(id).bounds()).end] as const))
    return ends.reduce((sum, [id, end]) => sum + Math.max(0, end - (id === shown?.run ? shown.offset : 0)), 0)
  }

  #begin(): Piece[] {
    const start = this.#waiting.shift()
    if (!start) return []
    const { run, from } = start
    const { client, read } = this.#parts
    this.#now = { ...start, reading: read(client.output(run.id), from) }
    const previous = this.#previous
    this.#previous = run.id
    if (previous === undefined) return []
    return [{ timeMs: run.startedAtMs ?? run.queuedAtMs, next: from, body: { kind: 'began', previous } }]
  }

  #toEntry(run: RunId, piece: Piece): Entry {
    return { ...piece, of: this, cursor: { run, ...piece.next } }
  }
}
