import { open } from 'node:fs/promises'
import { join } from 'node:path'
import type { Actor } from '../core/actor.ts'
import type { Exit } from '../core/outcome.ts'
import type { Size } from '../core/output.ts'
import type { ProcessIdentity } from '../core/verdict.ts'

/** One fact of a run, as a line of JSON in the run's journal. */
export type JournalEntry =
  | { readonly kind: 'spawning'; readonly timeMs: number; readonly argv: readonly string[]; readonly cwd: string }
  | { readonly kind: 'spawned'; readonly timeMs: number; readonly process: ProcessIdentity }
  | { readonly kind: 'spawn-failed'; readonly timeMs: number; readonly errno: string; readonly message: string }
  | {
      readonly kind: 'input'
      readonly timeMs: number
      readonly offset: number
      readonly actor: Actor
      /** As text, or what stands for it when it was typed without echo. */
      readonly text: string
    }
  | { readonly kind: 'end-of-input'; readonly timeMs: number; readonly offset: number; readonly actor: Actor }
  | { readonly kind: 'resized'; readonly timeMs: number; readonly offset: number; readonly size: Size }
  | { readonly kind: 'signalled'; readonly timeMs: number; readonly offset: number; readonly signal: string }
  | { readonly kind: 'exited'; readonly timeMs: number; readonly offset: number; readonly exit: Exit }
  | { readonly kind: 'drained'; readonly timeMs: number; readonly end: number; readonly dropped: number }

/** The facts of one run in order, each appended before it is told to anyone. */
export type RunJournal = {
  /** Resolves when the entry is in the file, or the disk has just refused it: then it is tried again with the next. */
  append(entry: JournalEntry): Promise<void>
  /** Resolves when everything appended is in the file, which is closed then. */
  close(): Promise<void>
}

export const journalName = 'journal.ndjson'

/** Entries whose loss on a power cut would change what became of the run: they are forced to the disk. */
const forced: ReadonlySet<JournalEntry['kind']> = new Set(['spawning', 'spawned', 'exited'])

/** What waits for a disk that refuses; what comes when it is full is lost, and the run goes on. */
const mostWaitingBytes = 1024 * 1024

/** Opens the journal in a run's folder. */
export async function openRunJournal(folder: string): Promise<RunJournal> {
  const file = await open(join(folder, journalName), 'a', 0o600)
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

  async function write(entry: JournalEntry): Promise<void> {
    if (waiting.length < mostWaitingBytes) waiting = Buffer.concat([waiting, toLine(entry)])
    await writeWaiting()
    if (forced.has(entry.kind)) sync()
  }

  return {
    append(entry) {
      writing = writing.then(() => write(entry)).catch(() => undefined)
      return writing
    },
    async close() {
      await writing
      await writeWaiting().catch(() => undefined)
      await syncing
      await file.close().catch(() => undefined)
    },
  }
}

function toLine(entry: JournalEntry): Buffer {
  return Buffer.from(`${JSON.stringify(entry)}\n`)
}
