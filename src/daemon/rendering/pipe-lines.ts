import type { Chunk, Stream } from '../../core/output.ts'
import { type Line, LineSplitter } from '../../log/lines.ts'
import { type Line as ShownLine, toLine } from '../../screen/lines.ts'
import { type Pen, plainPen } from '../../screen/pen.ts'

/** A line of a run without a terminal as a person sees it: of what was printed over, the last. */
export type PipeLine = { readonly stream: Stream; readonly offset: number; readonly shown: ShownLine }

/** Cuts the output of pipes into lines; a colour that was not ended goes on in its stream's next line. */
export type PipeLines = {
  push(chunk: Chunk): Iterable<PipeLine>
  /** Ends the lines that are not complete. */
  flush(): Iterable<PipeLine>
}

/** Opens it at the beginning of a line. */
export function openPipeLines(): PipeLines {
  const splitter = new LineSplitter()
  const pens = new Map<Stream, Pen>()

  function show({ stream, offset, text }: Line): PipeLine {
    const shown = toLine(text, pens.get(stream) ?? plainPen)
    pens.set(stream, shown.endPen)
    return { stream, offset, shown }
  }

  return {
    *push(chunk) {
      for (const piece of piecesOf(chunk)) for (const line of splitter.push(piece)) yield show(line)
    },
    *flush() {
      for (const line of splitter.flush()) yield show(line)
    },
  }
}

/** Its lines are cut in a millisecond or two, however many they are. */
const pieceBytes = 8 * 1024

function* piecesOf(chunk: Chunk): Iterable<Chunk> {
  for (let at = 0; at < chunk.bytes.length; at += pieceBytes)
    yield { ...chunk, offset: chunk.offset + at, bytes: chunk.bytes.subarray(at, at + pieceBytes) }
}
