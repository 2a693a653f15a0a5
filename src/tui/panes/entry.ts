import type { OutputSource } from '../../client/client.ts'
import type { OutputLine } from '../../client/lines.ts'
import { applySgr } from '../../screen/apply-sgr.ts'
import { type Pen, plainPen } from '../../screen/pen.ts'

export type OutputPage = Awaited<ReturnType<OutputSource['read']>>
export type Gap = OutputPage['gaps'][number]

/** A line of output with the pen that its stream had before it. */
export type TextEntry = OutputLine & { readonly kind: 'text'; readonly pen: Pen }

/** What an output pane shows one under the other: lines, and what is missing between them. */
export type Entry =
  | TextEntry
  | { readonly kind: 'gap'; readonly offset: number; readonly end: number; readonly reason: Gap['reason'] }

/** A gap as an entry. */
export function toGapEntry({ from, to, reason }: Gap): Entry {
  return { kind: 'gap', offset: from, end: to, reason }
}

/** Gives lines their pens: each stream's next line begins as its last one ended. */
export class Pens {
  readonly #pens = new Map<string, Pen>()

  /** The line as an entry; one that is not complete yet changes nothing. */
  take(line: OutputLine): TextEntry {
    const pen = this.#pens.get(line.stream) ?? plainPen
    if (line.complete) this.#pens.set(line.stream, penAfter(line.text, pen))
    return { kind: 'text', ...line, pen }
  }
}

const sgr = /(?:\x1b\[|\x9b)([\d:;]*)m/g

function penAfter(text: string, pen: Pen): Pen {
  if (!text.includes('\x1b') && !text.includes('\x9b')) return pen
  let after = pen
  for (const [, numbers = ''] of text.matchAll(sgr)) after = applySgr(after, numbers)
  return after
}
