import type { Diagnostic } from '../../core/diagnostic.ts'
import type { Happening, HappeningKind, OfFact, SkepEvent } from '../../core/event.ts'
import type { TranscriptEntry } from '../../core/transcript.ts'
import {
  anything,
  count,
  type Fields,
  flag,
  list,
  object,
  oneOf,
  optional,
  type Shape,
  tagged,
  text,
  within,
  word,
} from '../shape.ts'
import { actor, outcome } from './outcome.ts'
import { runId, size, treeProcess, verdict, workerId } from './process.ts'
import { runRecord, runState, runStatus } from './run.ts'
import { spec } from './spec.ts'
import { origin, wanted, workerRecord, workerState } from './worker.ts'

type Place = Pick<TranscriptEntry, 'run' | 'sequence' | 'timeMs' | 'actor' | 'offset'>

const place: Fields<Place> = { run: runId, sequence: count, timeMs: count, actor, offset: count }

/** One entry of a transcript. */
export const transcriptEntry: Shape<TranscriptEntry> = tagged<TranscriptEntry, 'kind'>('kind', {
  input: object({ kind: word('input'), text, secret: flag, ...place }),
  'end-of-input': object({ kind: word('end-of-input'), ...place }),
  signal: object({ kind: word('signal'), signal: text, ...place }),
  resize: object({ kind: word('resize'), size, ...place }),
  state: object({ kind: word('state'), status: runStatus, outcome: optional(outcome), ...place }),
  note: object({ kind: word('note'), text, ...place }),
})

/** Something a person should know. */
export const diagnostic: Shape<Diagnostic> = object<Diagnostic>({
  id: count,
  timeMs: count,
  severity: oneOf({ info: true, warning: true, error: true }),
  code: text,
  message: text,
  worker: optional(workerId),
})

type DataOf<Kind extends HappeningKind> = Happening extends infer One
  ? One extends { readonly kind: infer Kinds; readonly data: infer Data }
    ? Kind extends Kinds
      ? Data
      : never
    : never
  : never

const factNumber: Shape<OfFact> = object({ fact: optional(count) })

/** With the number of the keeper's fact, where there is one. */
function ofFact<Known extends object>(shape: Shape<Known>): Shape<Known & OfFact> {
  return value => {
    const known = shape(value)
    const { fact } = factNumber(value)
    return fact === undefined ? known : { ...known, fact }
  }
}

const nothing: Shape<Record<string, never>> = object({})
const moved: Shape<DataOf<'run.running'>> = ofFact(object({ state: runState }))

const dataOf: { readonly [Kind in HappeningKind]: Shape<DataOf<Kind>> } = {
  'runtime.started': nothing,
  'runtime.stopped': nothing,
  'worker.added': object({ worker: workerRecord }),
  'worker.updated': object({ spec, origin: optional(origin) }),
  'worker.removed': nothing,
  'worker.moved': object({ state: workerState, wanted }),
  'run.added': object({ run: runRecord }),
  'run.created': moved,
  'run.queued': moved,
  'run.starting': moved,
  'run.running': moved,
  'run.stopping': moved,
  'run.draining': moved,
  'run.ended': moved,
  'run.paused': nothing,
  'run.resumed': nothing,
  'run.ready': nothing,
  'run.healthy': nothing,
  'run.matched': object({ pattern: text }),
  'run.said': ofFact(object({ entry: transcriptEntry })),
  'run.judged': object({ verdict }),
  'run.left': object({ left: list(treeProcess) }),
  diagnostic: object({ diagnostic }),
}

type Envelope = Pick<SkepEvent, 'id' | 'timeMs' | 'kind' | 'worker' | 'run' | 'actor' | 'message'>

const envelope: Shape<Envelope & { readonly data: unknown }> = object({
  id: count,
  timeMs: count,
  kind: oneOf(dataOf),
  worker: optional(workerId),
  run: optional(runId),
  actor,
  message: text,
  data: anything,
})

/** One entry of the journal. */
export const skepEvent: Shape<SkepEvent> = value => {
  const event = envelope(value)
  const data = within<unknown>('data', dataOf[event.kind], event.data)
  // The table pairs each kind with the shape of its data, which the compiler does not follow through the union.
  return { ...event, data } as SkepEvent
}
