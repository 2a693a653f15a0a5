import { applySgr } from './apply-sgr.ts'
import { clipSpans, dropSpans, splitSpans } from './cut.ts'
import type { Depth } from './palette.ts'
import { type Pen, plainPen, samePen } from './pen.ts'
import { blankSpan, type StyledSpan, spansText, spansWidth } from './span.ts'
import { addBlanks, addText, beginStrip, endStrip, turnPen } from './strip.ts'
import { addedWidth, dropInvisible, isAscii, isMark, lastCluster, textWidth } from './widths.ts'

/** A line of output as a person sees it: only printable text, in colours. */
export type Line = {
  readonly spans: readonly StyledSpan[]
  readonly text: string
  readonly width: number
  /** The pen at its end, with which the stream's next line begins. */
  readonly endPen: Pen
}

// Longer lines are cut here: nobody looks at more, and the log has it all.
const mostUnits = 64 * 1024

/** Reads one line of a pipe's output, without its line feed. Of the sequences in it only colours are kept; tabs go to every
 * eighth column; a carriage return goes back to the start, so that of progress the last state shows; other controls show
 * as carets (`^A`) or not at all. */
export function toLine(text: string, pen: Pen = plainPen): Line {
  // Nearly all that is ever printed.
  if (text.length <= mostUnits && isAscii(text)) return plainLine(text, pen)
  const draft: Draft = { spans: [], width: 0, under: [], pen }
  const shown = text.length > mostUnits ? cutLong(text) : text
  let from = 0
  for (const found of shown.matchAll(steering)) {
    addPlain(draft, shown.slice(from, found.index))
    from = found.index + found[0].length
    obey(draft, found.groups ?? {})
  }
  addPlain(draft, shown.slice(from))
  return lineOf(overlay(draft), draft.pen)
}

function plainLine(text: string, pen: Pen): Line {
  const width = text.length
  return { spans: width === 0 ? [] : [{ text, width, pen }], text, width, endPen: pen }
}

/** `under` is what stood in the line before a carriage return and has not been printed over. */
type Draft = { spans: StyledSpan[]; width: number; under: readonly StyledSpan[]; pen: Pen }

// In order: colours; erasing in the line; any other CSI; OSC, and the other strings; any other escape; C1; C0 and DEL.
const steering =
  /(?:\x1b\[|\x9b)(?:(?<sgr>[\d:;]*)m|(?<erase>[0-2]?)K|[0-?]*[ -/]*[@-~]?)|(?:\x1b\]|\x9d)[^\x07\x18\x1a\x1b\x9c]*(?:\x07|\x1b\\|\x9c)?|(?:\x1b[PX^_]|[\x90\x98\x9e\x9f])[^\x18\x1a\x1b\x9c]*(?:\x1b\\|\x9c)?|\x1b[ -/]*[0-~]?|[\x80-\x9f]|(?<back>\x08+)|(?<control>[\x00-\x1f\x7f])/g

// What moves back shows its last state: that is at the end.
function cutLong(text: string): string {
  const tail = text.slice(-mostUnits)
  const back = tail.indexOf('\r')
  return back === -1 || back === tail.length - 1 ? text.slice(0, mostUnits) : tail.slice(back + 1)
}

function obey(draft: Draft, { sgr, erase, back, control }: Readonly<Record<string, string>>): void {
  if (sgr !== undefined) draft.pen = applySgr(draft.pen, sgr)
  else if (erase !== undefined) eraseLine(draft, erase)
  else if (control === '\r') goBack(draft)
  else if (control === '\t') addTab(draft, 8 - (draft.width % 8))
  else if (back !== undefined) for (const _ of back) stepBack(draft)
  else if (control !== undefined && !silent.includes(control)) addPlain(draft, caret(control))
}

// NUL, bell, line feed, and the switches between character sets.
const silent = '\x00\x07\n\x0e\x0f'

function caret(control: string): string {
  return `^${String.fromCharCode(control.charCodeAt(0) ^ 0x40)}`
}

function addPlain(draft: Draft, plain: string): void {
  const text = dropInvisible(plain)
  if (text !== '') add(draft, { text, width: textWidth(text), pen: draft.pen })
}

// A tab moves on: what stood there shows.
function addTab(draft: Draft, width: number): void {
  const stood = clipSpans(dropSpans(draft.under, draft.width), width)
  for (const span of stood) add(draft, span)
  add(draft, blankSpan(width - spansWidth(stood), stood.length === 0 ? draft.pen : plainPen))
}

function add(draft: Draft, span: StyledSpan): void {
  if (span.width === 0) return
  const last = draft.spans.at(-1)
  if (last === undefined || !samePen(last.pen, span.pen)) {
    draft.spans.push(standing(span))
    draft.width += span.width
  } else {
    const added = addedWidth(last.text, span.text)
    draft.spans[draft.spans.length - 1] = { text: last.text + span.text, width: last.width + added, pen: span.pen }
    draft.width += added
  }
}

// A mark behind a sequence would go onto what is before that: it gets a blank to stand on.
function standing(span: StyledSpan): StyledSpan {
  return isMark(span.text.codePointAt(0) ?? 0) ? { ...span, text: ` ${span.text}` } : span
}

function goBack(draft: Draft): void {
  draft.under = overlay(draft)
  draft.spans = []
  draft.width = 0
}

/** What is printed now, and what it does not cover of what was there. */
function overlay({ spans, width, under }: Draft): readonly StyledSpan[] {
  return under.length === 0 ? spans : [...spans, ...dropSpans(under, width)]
}

// 0 erases from here on, 1 up to here, 2 all; what was printed before here becomes blank, the place stays.
function eraseLine(draft: Draft, which: string): void {
  if (which !== '1') draft.under = []
  if (which !== '' && which !== '0') draft.spans = draft.width === 0 ? [] : [blankSpan(draft.width)]
}

// Typewriter's bold and underline (`x\bx`, `_\bx`), and spinners: the later character stands.
function stepBack(draft: Draft): void {
  const last = draft.spans.pop()
  if (last === undefined) return
  const { start, width } = lastCluster(last.text)
  draft.width -= width
  if (start > 0) draft.spans.push({ text: last.text.slice(0, start), width: last.width - width, pen: last.pen })
}

/** The line's rows of so many columns; an empty line has one. A cluster is never cut. */
export function wrapLine(line: Line, columns: number): readonly Line[] {
  if (line.width <= columns) return [line]
  return splitSpans(line.spans, columns).map(spans => lineOf(spans, line.endPen))
}

/** The first so many columns of a line. */
export function clipLine(line: Line, columns: number): Line {
  return line.width <= columns ? line : lineOf(clipSpans(line.spans, columns), line.endPen)
}

/** A line as text with colours, exactly so many cells wide and ending in a reset state: safe to print anywhere. */
export function renderLine(line: Line, columns: number, depth: Depth = 'rgb'): string {
  const { spans, width } = clipLine(line, columns)
  beginStrip()
  for (const span of spans) {
    turnPen(span.pen, depth)
    addText(span.text)
  }
  turnPen(plainPen, depth)
  addBlanks(columns - width)
  return endStrip()
}

function lineOf(spans: readonly StyledSpan[], endPen: Pen): Line {
  return { spans, text: spansText(spans), width: spansWidth(spans), endPen }
}
