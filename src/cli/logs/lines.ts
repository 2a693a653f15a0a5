import type { OutputSource } from '../../client/client.ts'
import { type OutputPlace, type OutputRead, openLines } from '../../client/line-reader.ts'
import type { Stream, StreamChoice } from '../../core/output.ts'
import { createLineCleaner, type LineCleaner, withoutColours } from '../../core/shown-line.ts'
import type { Piece, RunReading } from './entry.ts'

export type LinesView = {
  readonly stream: StreamChoice
  readonly colour: boolean
  /** The places, in a row of lines, of those that are shown. */
  readonly among: ((lines: readonly string[]) => readonly number[]) | undefined
}

/** Reads a run's output as lines that are fit to be shown. */
export function openRunLines(source: OutputSource, from: OutputPlace, view: LinesView): RunReading {
  const lines = openLines(source, from, view.stream)
  const clean = openCleaners(view)
  let timeMs = 0

  function toPiece(read: OutputRead, partial: boolean): Piece {
    if (read.kind === 'gap') return { timeMs, next: read.next, body: { kind: 'gap', gap: read.gap } }
    const { line, next } = read
    timeMs = line.timeMs
    const isPartial = partial && !line.complete
    return { timeMs, next, body: { kind: 'line', stream: line.stream, text: clean(line), partial: isPartial } }
  }

  const toPieces = (found: readonly OutputRead[], partial: boolean): readonly Piece[] =>
    chosen(
      found.map(read => toPiece(read, partial)),
      view,
    )

  return {
    async read() {
      const { found, atEnd } = await lines.read()
      return { items: toPieces(found, false), atEnd }
    },
    rest: partial => toPieces(lines.rest(), partial),
  }
}

/** Which of the lines that were read are lines that match. */
export function countsOf(view: LinesView): ((found: readonly OutputRead[]) => readonly OutputRead[]) | undefined {
  const { among } = view
  if (!among) return undefined
  const clean = openCleaners({ colour: false })
  return found => {
    const texts = found.map(read => (read.kind === 'line' ? clean(read.line) : ''))
    return among(texts).flatMap(at => found[at] ?? [])
  }
}

function openCleaners({ colour }: Pick<LinesView, 'colour'>): (line: Line) => string {
  const cleaners = new Map<Stream, LineCleaner>()
  return line => {
    const cleaner = cleaners.get(line.stream) ?? createLineCleaner({ keep: colour ? 'colour' : 'nothing' })
    cleaners.set(line.stream, cleaner)
    return cleaner.clean(line)
  }
}

type Line = Extract<OutputRead, { kind: 'line' }>['line']

function chosen(pieces: readonly Piece[], { among, colour }: LinesView): readonly Piece[] {
  if (!among) return pieces
  const texts = pieces.map(({ body }) => (body.kind === 'line' ? body.text : ''))
  const matching = new Set(among(colour ? texts.map(withoutColours) : texts))
  return pieces.filter(({ body }, at) => body.kind !== 'line' || matching.has(at))
}
