import type { Mark } from './tree.ts'

export type Written = {
  /** The scalar as it stands in the file, quotes and indentation included. */
  readonly raw: string
  /** Where it begins in the file. */
  readonly start: number
  readonly style: 'plain' | 'single' | 'double' | 'block'
}

/**
 * Lines a scalar's text up with how it was written, so that a place in the text has a place in the file. What YAML
 * folds, unescapes or takes off as indentation is skipped.
 */
export function toMarks(text: string, { raw, start, style }: Written): readonly Mark[] {
  const marks: Mark[] = []
  let at = 0
  let from = firstOf(raw, style)
  const mark = (fixed: boolean) => {
    const last = marks.at(-1)
    const offset = start + from
    if (!last || fixed || last.fixed || last.offset - last.at !== offset - at) marks.push({ at, offset, fixed })
  }
  while (at < text.length && from < raw.length) {
    const escaped = style === 'double' ? escapeAt(raw, from) : undefined
    if (escaped) {
      mark(true)
      at += escaped.gives
      from += escaped.length
    } else {
      if (raw[from] === text[at]) {
        mark(false)
        at += 1
      }
      from += 1
    }
  }
  return marks.length > 0 ? marks : [{ at: 0, offset: start + firstOf(raw, style), fixed: false }]
}

function firstOf(raw: string, style: Written['style']): number {
  if (style === 'plain') return 0
  return style === 'block' ? raw.indexOf('\n') + 1 : 1
}

const escapeLengths: Readonly<Record<string, number>> = { x: 4, u: 6, U: 10 }

function escapeAt(raw: string, from: number): { readonly length: number; readonly gives: number } | undefined {
  if (raw[from] !== '\\') return undefined
  const kind = raw[from + 1] ?? ''
  if (kind === '\n' || kind === '\r') return { length: 2, gives: 0 }
  const gives = kind === 'U' && Number.parseInt(raw.slice(from + 2, from + 10), 16) > 0xffff ? 2 : 1
  return { length: escapeLengths[kind] ?? 2, gives }
}
