import type { Actor } from '../core/actor.ts'
import type { RunId, WorkerId } from '../core/id.ts'
import type { Picture } from '../core/picture.ts'
import { isLive } from '../core/record.ts'
import { describeSaid } from '../core/saying.ts'
import type { Said, TranscriptEntry } from '../core/transcript.ts'
import type { RecordStore } from '../disk/store.ts'
import type { Journal } from './journal.ts'

/** Which run of which worker something is said to. */
export type Addressee = { readonly run: RunId; readonly worker: WorkerId }

/** Where and when it was said, and by whom. */
export type Saying = {
  readonly actor: Actor
  readonly timeMs: number
  readonly offset: number
  /** The number of the keeper's fact that says so, if one does. */
  readonly fact?: number | undefined
}

/** The conversation with each run, numbered from 1. */
export type Transcripts = {
  say(to: Addressee, said: Said, saying: Saying): TranscriptEntry
}

export type TranscriptParts = {
  readonly journal: Pick<Journal, 'record' | 'settle' | 'onCommit' | 'onTakenBack'>
  readonly picture: Pick<Picture, 'runs'>
  readonly store: Pick<RecordStore, 'transcript'>
}

/** Opens the transcripts; a run that has one already goes on with its next number. */
export function openTranscripts({ journal, store, picture }: TranscriptParts): Transcripts {
  const sequences = new Map<RunId, number>()

  // From the commit of its last entry on the store knows how many there are; before that only we do.
  journal.onCommit(events => {
    for (const event of events) {
      if (event.kind !== 'run.said') continue
      const { run, sequence } = event.data.entry
      const record = picture.runs.get(run)
      if (!(record && isLive(record)) && sequences.get(run) === sequence) sequences.delete(run)
    }
  })

  journal.onTakenBack(events => {
    for (const event of events.toReversed())
      if (event.kind === 'run.said') sequences.set(event.data.entry.run, event.data.entry.sequence - 1)
  })

  function nextSequence(run: RunId): number {
    const sequence = (sequences.get(run) ?? store.transcript(run, { start: 0, limit: 1 }).total) + 1
    sequences.set(run, sequence)
    return sequence
  }

  return {
    say({ run, worker }, said, { actor, timeMs, offset, fact }) {
      journal.settle()
      const entry: TranscriptEntry = { ...said, run, sequence: nextSequence(run), timeMs, actor, offset }
      journal.record({ kind: 'run.said', data: { entry, fact }, worker, run, actor, message: describeSaid(said) })
      return entry
    },
  }
}
