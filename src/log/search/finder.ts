import { type Expression, guarded, toPattern } from '../match.ts'
import { analyse } from './analysis.ts'

/** Looks through lines that lie end to end; answers a place in each line that may match, in order. */
export type Finder = (bytes: Buffer) => readonly number[]

const newline = 10

/** Long enough for any sane expression over some megabytes on a busy machine. */
const blockMs = 10_000

/** From so many on in one block a text is in so many lines that it is no help. */
const manyHits = 512

/** Chooses how to look for an expression. */
export function openFinder(expression: Expression, deadlineMs: number = blockMs): Finder {
  const { source, literal, ignoreCase } = expression
  if (literal && !ignoreCase) return bytes => findBytes(bytes, Buffer.from(source))
  const { literal: required, overLines } = literal ? { literal: undefined, overLines: undefined } : analyse(source)
  const needle = required === undefined || ignoreCase ? undefined : Buffer.from(required)
  const test = toPattern(expression)
  const over = literal
    ? toPattern(expression, 'gm')
    : overLines && toPattern({ ...expression, source: overLines }, 'gm')
  const findAll = over ? (bytes: Buffer) => findOver(bytes, over) : (bytes: Buffer) => findLineByLine(bytes, test)
  const find = (bytes: Buffer): readonly number[] => (needle && findHolding(bytes, needle, test)) ?? findAll(bytes)
  return bytes => guarded(expression, deadlineMs, () => find(bytes))
}

function findBytes(bytes: Buffer, needle: Buffer): number[] {
  const found: number[] = []
  for (let at = bytes.indexOf(needle); at >= 0; at = bytes.indexOf(needle, at)) {
    found.push(at)
    at = bytes.indexOf(newline, at) + 1
    if (at === 0) break
  }
  return found
}

/** The lines that hold a text and match; undefined when too many hold it. */
function findHolding(bytes: Buffer, needle: Buffer, pattern: RegExp): number[] | undefined {
  const found: number[] = []
  let hits = 0
  for (let at = bytes.indexOf(needle); at >= 0; at = bytes.indexOf(needle, at)) {
    hits += 1
    if (hits > manyHits) return undefined
    const start = at === 0 ? 0 : bytes.lastIndexOf(newline, at - 1) + 1
    const stop = bytes.indexOf(newline, at)
    if (matches(pattern, bytes.toString('utf8', start, stop < 0 ? bytes.length : stop))) found.push(at)
    if (stop < 0) break
    at = stop + 1
  }
  return found
}

function matches(pattern: RegExp, line: string): boolean {
  pattern.lastIndex = 0
  return pattern.test(line.endsWith('\r') ? line.slice(0, -1) : line)
}

function findOver(bytes: Buffer, pattern: RegExp): number[] {
  const text = bytes.toString('utf8')
  const starts: number[] = []
  pattern.lastIndex = 0
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    starts.push(match.index === 0 ? 0 : text.lastIndexOf('\n', match.index - 1) + 1)
    const next = text.indexOf('\n', match.index) + 1
    if (next === 0) break
    pattern.lastIndex = next
  }
  return toBytes(starts, text, bytes)
}

function findLineByLine(bytes: Buffer, pattern: RegExp): number[] {
  const text = bytes.toString('utf8')
  const starts: number[] = []
  // Nothing at all is one line that shows nothing.
  for (let start = 0; start === 0 || start < text.length; ) {
    const stop = text.indexOf('\n', start)
    const line = text.slice(start, stop < 0 ? text.length : stop)
    if (matches(pattern, line)) starts.push(start)
    if (stop < 0) break
    start = stop + 1
  }
  return toBytes(starts, text, bytes)
}

/** Where lines of a text begin in its bytes; what is no UTF-8 takes other room there, but a line's end is a line's end. */
function toBytes(starts: readonly number[], text: string, bytes: Buffer): number[] {
  if (text.length === bytes.length) return [...starts]
  let [char, byte] = [0, 0]
  return starts.map(start => {
    while (char < start) {
      char = text.indexOf('\n', char) + 1
      byte = bytes.indexOf(newline, byte) + 1
    }
    return byte
  })
}
