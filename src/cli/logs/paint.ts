import { renderCursor } from '../../core/cursor.ts'
import type { RunId } from '../../core/id.ts'
import { toIso, toJsonLine } from '../json.ts'
import { renderPrefix } from '../prefix.ts'
import type { Gap } from './entry.ts'
import type { Entry } from './lane.ts'

/** How what is shown is written: what goes to stdout, and what is said about it on stderr. */
export type Painted = { readonly out: string | Uint8Array; readonly said: string }

export type PaintStyle = {
  readonly json: boolean
  readonly timestamps: boolean
  readonly colour: boolean
  /** The names that stand before lines; undefined when all are of one. */
  readonly names: readonly string[] | undefined
}

/** Writes one entry as it is wanted. */
export function paint(entry: Entry, style: PaintStyle): Painted {
  if (entry.body.kind === 'bytes') return { out: entry.body.bytes, said: '' }
  if (style.json) return { out: toJsonLine(toDocument(entry)), said: '' }
  return entry.body.kind === 'line' ? { out: toLine(entry, entry.body.text, style), said: '' } : toSentence(entry)
}

/** An entry as programs read it. */
function toDocument({ body, timeMs, cursor, of }: Entry): Readonly<Record<string, unknown>> {
  const whose = { run: cursor.run, worker: of.label }
  switch (body.kind) {
    case 'line': {
      const { stream, text, partial, cut } = body
      const whole = { ...whose, stream, time: toIso(timeMs), cursor: renderCursor(cursor), text }
      return { ...whole, ...(partial && { partial }), ...(cut && { cut }) }
    }
    case 'gap':
      return { ...whose, cursor: renderCursor(cursor), gap: body.gap }
    case 'began':
      return { ...whose, time: toIso(timeMs), cursor: renderCursor(cursor), began: { previous: body.previous } }
    case 'bytes':
      return whose
  }
}

function toLine({ of, timeMs }: Entry, text: string, { names, colour, timestamps }: PaintStyle): string {
  const prefix = names ? renderPrefix(of.label, { names, colour }) : ''
  const time = timestamps ? `${toIso(timeMs)} ` : ''
  return `${prefix}${time}${text}\n`
}

function toSentence({ of, body, cursor }: Entry): Painted {
  if (body.kind === 'gap') return { out: '', said: `skep: ${of.label}: ${describeGap(body.gap, cursor.run)}\n` }
  return { out: '', said: `skep: ${of.label}: a new run began: ${cursor.run}\n` }
}

const reasons: Readonly<Record<Gap['reason'], string>> = {
  dropped: 'older than what is kept',
  'not-written': 'the disk did not take it',
  damaged: 'the files lost it',
}

function describeGap({ from, to, reason }: Gap, run: RunId): string {
  return `${to - from} bytes of output are missing, from ${run}:${from} on: ${reasons[reason]}`
}
