import { open } from 'node:fs/promises'
import { join } from 'node:path'
import type { RunFact } from '../core/keeper.ts'

/** The facts of one run in order, each appended before it is told to anyone. */
export type RunJournal = {
  /**
   * Resolves with its number when the fact is in the file, or the disk has just refused it: then it is tried again with
   * the next.
   */
  append(fact: RunFact): Promise<number>
  /** Resolves when everything appended is in the file, which is closed then. */
  close(): Promise<void>
}

export const journalName = 'journal.ndjson'

/** Entries whose loss on a power cut would change what became of the run: they are forced to the disk. */
const forced: ReadonlySet<RunFact['kind']> = new Set(['spawning', 'spawned', 'exited'])

/** What waits for a disk that refuses; what comes when it is full is lost, and the run goes on. */
const mostWaitingBytes = 1024 * 1024

/** Opens the journal in a run's folder. */
export async function openRunJournal(folder: string): Promise<RunJournal> {
  const file = await open(join(folder, journalName), 'a', 0o600)
  let number = 0
  let waiting: Buffer = Buffer.alloc(0)
  let writing = Promise.resolve()
  let syncing = Promise.resolve()

  function sync(): void {
    syncing = syncing.then(() => file.datasync()).catch(() => undefined)
  }

  // A disk that is nearly full takes a part of it: the rest comes next, so that no line is torn.
  async function writeWaiting(): Promise<void> {
    while (waiting.length > 0) {
      const { bytesWritten } = await file.write(waiting)
      waiting = waiting.subarray(bytesWritten)
    }
  }

  async function write(fact: RunFact): Promise<void> {
    if (waiting.length < mostWaitingBytes) waiting = Buffer.concat([waiting, toLine(fact)])
    await writeWaiting()
    if (forced.has(fact.kind)) sync()
  }

  return {
    append(fact) {
      number += 1
      const own = number
      writing = writing.then(() => write(fact)).catch(() => undefined)
      return writing.then(() => own)
    },
    async close() {
      await writing
      await writeWaiting().catch(() => undefined)
      await syncing
      await file.close().catch(() => undefined)
    },
  }
}

function toLine(fact: RunFact): Buffer {
  return Buffer.from(`${JSON.stringify(fact)}\n`)
}
