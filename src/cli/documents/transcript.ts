import type { Turn } from '../../client/conversation.ts'
import type { Stretch } from '../../client/stretch.ts'
import { stripAll } from '../../core/sanitise.ts'
import type { Said, TranscriptEntry } from '../../core/transcript.ts'
import { toIso } from '../json.ts'
import type { Document } from './document.ts'
import { toOutcomeDocument } from './outcome.ts'

/** One turn of a conversation: an entry of the transcript, or what was written before the next. */
export function toTurnDocument(turn: Turn): Document {
  return turn.kind === 'said' ? toEntryDocument(turn.entry) : toStretchDocument(turn.stretch)
}

/** An entry of a transcript: who, when, where in the output, and what. */
export function toEntryDocument(entry: TranscriptEntry): Document {
  const { sequence, timeMs, actor, offset } = entry
  return { kind: entry.kind, sequence, time: toIso(timeMs), actor, offset, ...factsOf(entry) }
}

function factsOf(said: Said): Document {
  switch (said.kind) {
    case 'input':
      return { text: said.text, secret: said.secret }
    case 'note':
      return { text: said.text }
    case 'signal':
      return { signal: said.signal }
    case 'resize':
      return { size: said.size }
    case 'state':
      return { state: said.status, outcome: said.outcome && toOutcomeDocument(said.outcome) }
    case 'end-of-input':
      return {}
  }
}

function toStretchDocument({ from, to, head, cutBytes, tail, missingBytes }: Stretch): Document {
  return {
    ...{ kind: 'output', from, to },
    text: stripAll(head),
    ...(cutBytes > 0 ? { cutBytes, tail: stripAll(tail) } : {}),
    ...(missingBytes > 0 ? { missingBytes } : {}),
  }
}
