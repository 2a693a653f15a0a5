import { takeWidth, textWidth } from '../screen/widths.ts'

/** What a piece of text means to the reader; the theme says how that looks. */
export type Tone =
  | 'plain'
  | 'strong'
  | 'faint'
  | 'good'
  | 'bad'
  | 'waiting'
  | 'hint'
  | 'key'
  | 'chosen'
  | 'cursor'
  | 'tab'
  | 'frame'
  | 'frame-focused'
  | 'frame-attached'
  | 'frame-asking'

export type Span = { readonly text: string; readonly tone: Tone }

/** One row of the screen before it has colours. */
export type Line = readonly Span[]

/** A piece of text with its meaning. */
export function span(text: string, tone: Tone = 'plain'): Span {
  return { text, tone }
}

/** How many cells a line takes. */
export function lineWidth(line: Line): number {
  return line.reduce((width, { text }) => width + textWidth(text), 0)
}

/** The text in exactly so many cells: padded with spaces, or cut with an ellipsis. */
export function fitText(text: string, columns: number, side: 'left' | 'right' = 'left'): string {
  const width = textWidth(text)
  if (width > columns) return cutText(text, columns)
  const padding = ' '.repeat(columns - width)
  return side === 'left' ? text + padding : padding + text
}

/** The text in at most so many cells; what does not fit ends in an ellipsis. */
export function cutText(text: string, columns: number): string {
  if (textWidth(text) <= columns) return text
  if (columns < 1) return ''
  const { length, width } = takeWidth(text, columns - 1)
  return `${text.slice(0, length)}…${' '.repeat(columns - 1 - width)}`
}

/** The line in exactly so many cells. */
export function fitLine(line: Line, columns: number): Line {
  const width = lineWidth(line)
  if (width > columns) return cutLine(line, columns)
  return width === columns ? line : [...line, span(' '.repeat(columns - width))]
}

function cutLine(line: Line, columns: number): Line {
  const cut: Span[] = []
  let left = columns
  for (const { text, tone } of line) {
    const width = textWidth(text)
    if (width >= left) return [...cut, { text: cutText(`${text}…`, left), tone }]
    cut.push({ text, tone })
    left -= width
  }
  return cut
}

/** Two lines at both ends of so many cells; the left one gives way. */
export function spread(left: Line, right: Line, columns: number): Line {
  const width = lineWidth(right)
  return width >= columns ? fitLine(right, columns) : [...fitLine(left, columns - width), ...right]
}

/** The same line with one tone for all of it. */
export function toned(line: Line, tone: Tone): Line {
  return line.map(({ text }) => ({ text, tone }))
}

/** Exactly so many lines: cut, or filled up with empty ones. */
export function fitLines(lines: readonly Line[], rows: number): readonly Line[] {
  return lines.length >= rows
    ? lines.slice(0, rows)
    : [...lines, ...Array.from({ length: rows - lines.length }, () => [])]
}

/** The text without what would steer a terminal: control characters are shown as pictures (`␛`, `␊`). */
export function toVisible(text: string): string {
  return text.replace(steering, char => {
    const code = char.charCodeAt(0)
    return code < 0x20 ? String.fromCharCode(0x2400 + code) : code === 0x7f ? '␡' : '�'
  })
}

const steering = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g

/** The characters of a line without their meaning. */
export function toPlain(line: Line): string {
  return line.map(({ text }) => text).join('')
}

/** A text in lines of so many cells at most, broken between words where that can be. */
export function wrapWords(text: string, columns: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`
    if (textWidth(longer) <= columns) line = longer
    else {
      if (line !== '') lines.push(line)
      line = breakWord(word, columns, lines)
    }
  }
  return [...lines, line]
}

/** Adds the full lines of a word that is longer than a line, and gives back its rest. */
function breakWord(word: string, columns: number, lines: string[]): string {
  let rest = word
  while (textWidth(rest) > columns) {
    const { length } = takeWidth(rest, columns)
    if (length === 0) return ''
    lines.push(rest.slice(0, length))
    rest = rest.slice(length)
  }
  return rest
}
