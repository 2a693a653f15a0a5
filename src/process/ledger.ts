import type { EndedBy, EndedProcess, ProcessIdentity, SparedProcess, Survivor } from '../core/verdict.ts'
import { commandLine } from './command-line.ts'
import type { Delivery } from './deliver.ts'
import type { Divided } from './spared.ts'
import type { ProcessRow } from './stat.ts'
import type { Member } from './tree.ts'

type Entry = {
  /** As it was seen last. */
  row: ProcessRow
  readonly command: string
  isAsked: boolean
  isKilled: boolean
  isRefused: boolean
  isGone: boolean
}

/** What a stop has found of a run and done to it, process by process. */
export class Ledger {
  readonly #entries = new Map<string, Entry>()
  readonly #own = new Set<number>()
  #spared: readonly SparedProcess[] = []

  /** Notes what a pass has found; who was found before is only seen again. */
  note({ doomed, spared }: Divided, members: readonly Member[]): void {
    this.#spared = spared
    // Who was found before it left the session may be one of those that live on.
    const living = new Set(doomed.map(({ row }) => keyOf(row)))
    for (const { row } of members) if (!living.has(keyOf(row))) this.#entries.delete(keyOf(row))
    for (const { row } of doomed) {
      const entry = this.#entries.get(keyOf(row))
      if (entry) entry.row = row
      else this.#entries.set(keyOf(row), { row, command: commandLine(row), ...untouched })
    }
  }

  /** Leaves out of the verdict what the stop itself has started, with everything in its session. */
  noteOwn({ pid }: ProcessIdentity): void {
    this.#own.add(pid)
  }

  /** The stop action has reached everyone who is there. */
  noteAllAsked(): void {
    for (const entry of this.#living()) entry.isAsked = true
  }

  noteAsked(answers: ReadonlyMap<number, Delivery>): void {
    for (const entry of this.#living()) entry.isAsked ||= answers.get(entry.row.pid) === 'sent'
  }

  noteKilled(answers: ReadonlyMap<number, Delivery>): void {
    for (const entry of this.#living()) {
      const answer = answers.get(entry.row.pid)
      entry.isKilled ||= answer === 'sent'
      entry.isRefused ||= answer === 'not permitted'
    }
  }

  /** Everyone but these is gone. */
  noteAlive(alive: readonly ProcessRow[]): void {
    const rows = new Map(alive.map(row => [keyOf(row), row]))
    for (const entry of this.#living()) {
      const row = rows.get(keyOf(entry.row))
      if (row) entry.row = row
      else entry.isGone = true
    }
  }

  living(): readonly ProcessRow[] {
    return this.#living().map(({ row }) => row)
  }

  /** Whether every one of the living was sent a SIGKILL, or may not be. */
  isExhausted(): boolean {
    return this.#living().every(({ isKilled, isRefused }) => isKilled || isRefused)
  }

  /** Whether nobody of the living may be signalled: there is nothing to wait for. */
  isRefused(): boolean {
    return this.#living().every(({ isRefused }) => isRefused)
  }

  ended(): readonly EndedProcess[] {
    const gone = [...this.#entries.values()].filter(
      ({ isGone, row }) => isGone && !this.#own.has(row.session ?? row.group),
    )
    return gone.map(entry => ({ pid: entry.row.pid, command: entry.command, by: endedBy(entry) }))
  }

  /** Those who live, each with the reason. */
  survivors(ports: ReadonlyMap<number, readonly number[]>): readonly Survivor[] {
    return this.#living().map(entry => {
      const { pid } = entry.row
      return { pid, command: entry.command, reason: reasonOf(entry), ports: ports.get(pid) ?? [] }
    })
  }

  spared(): readonly SparedProcess[] {
    return this.#spared
  }

  #living(): readonly Entry[] {
    return [...this.#entries.values()].filter(({ isGone }) => !isGone)
  }
}

const untouched = { isAsked: false, isKilled: false, isRefused: false, isGone: false }

function endedBy({ isAsked, isKilled }: Entry): EndedBy {
  if (isKilled) return 'kill'
  return isAsked ? 'stop action' : 'itself'
}

function reasonOf({ isRefused, row }: Entry): string {
  if (isRefused) return 'it belongs to another user and may not be signalled'
  return row.state === 'D'
    ? 'it is stuck in the kernel (state D) and ends when that lets go of it'
    : 'it is still there after SIGKILL'
}

function keyOf({ pid, startTicks }: ProcessIdentity): string {
  return `${pid} ${startTicks}`
}
