import { Fault } from '../core/fault.ts'
import { within } from './deadline.ts'

/** What is looked for in lines. */
export type Expression = {
  /** A regular expression, or with `literal` the very text. */
  readonly source: string
  readonly literal?: boolean
  readonly ignoreCase?: boolean
}

/** A match in a line: its text, and what its groups captured (undefined for those that took no part). */
export type Match = {
  readonly text: string
  readonly captures: ReadonlyArray<string | undefined>
  readonly groups: Readonly<Record<string, string | undefined>>
}

export type Span = { readonly from: number; readonly to: number }

/** Looks for an expression in lines. Refuses with a `usage` fault when that takes longer than its deadline. */
export type Matcher = {
  readonly expression: Expression
  /** The places, in a row of lines, of those that match. */
  among(lines: readonly string[]): readonly number[]
  /** The first match in a line. */
  find(line: string): Match | undefined
  /** Everything in a line that matches. */
  spans(line: string): readonly Span[]
}

/** Long enough for any sane expression over a page of lines on a busy machine, short enough to be told so. */
const deadlineMs = 2_000

/** Makes an expression that came from outside ready; one that is wrong is refused with the reason. */
export function openMatcher(expression: Expression, ms: number = deadlineMs): Matcher {
  const pattern = toPattern(expression)
  const { literal, ignoreCase, source } = expression
  const isPlain = literal === true && ignoreCase !== true
  const test = isPlain ? (line: string) => line.includes(source) : (line: string) => testFrom(pattern, line)
  const guard = <Result>(work: () => Result): Result => (isPlain ? work() : guarded(expression, ms, work))
  return {
    expression,
    among: lines => guard(() => lines.flatMap((line, at) => (test(line) ? [at] : []))),
    find: line => guard(() => findIn(pattern, line)),
    spans: line => guard(() => spansOf(pattern, line)),
  }
}

/** The regular expression of what is looked for, with more flags if wanted. */
export function toPattern({ source, literal, ignoreCase }: Expression, flags = 'g'): RegExp {
  try {
    return new RegExp(literal ? quote(source) : source, ignoreCase ? `${flags}i` : flags)
  } catch (problem) {
    throw invalid(source, problem)
  }
}

function quote(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
}

/** Does work with an expression within its deadline. */
export function guarded<Result>({ source }: Expression, ms: number, work: () => Result): Result {
  let result: Result | 'over'
  try {
    result = within(ms, work)
  } catch (problem) {
    // When it is made ready at last, it may turn out to be too large.
    throw problem instanceof SyntaxError ? invalid(source, problem) : problem
  }
  if (result === 'over') throw tooSlow(source, ms)
  return result
}

function invalid(source: string, problem: unknown): Fault {
  const said = problem instanceof Error ? problem.message : String(problem)
  const reason = said.slice(said.lastIndexOf(': ') + 1).trim()
  const hint = 'expressions are those of JavaScript; a backslash before . * + ? ( ) [ ] { } | ^ $ takes it as it is'
  return new Fault({ code: 'usage', message: `${source} is not a regular expression: ${reason}`, hint })
}

function tooSlow(source: string, ms: number): Fault {
  const message = `${source} was not done after ${ms / 1000} s with a page of output, and was broken off`
  const hint = 'repeats inside repeats, like (a+)+, take that long: write it without them'
  return new Fault({ code: 'usage', message, hint, data: { deadlineMs: ms } })
}

function testFrom(pattern: RegExp, line: string): boolean {
  pattern.lastIndex = 0
  return pattern.test(line)
}

function findIn(pattern: RegExp, line: string): Match | undefined {
  pattern.lastIndex = 0
  const found = pattern.exec(line)
  return found ? { text: found[0], captures: found.slice(1), groups: { ...found.groups } } : undefined
}

function spansOf(pattern: RegExp, line: string): Span[] {
  pattern.lastIndex = 0
  return Array.from(line.matchAll(pattern), ({ index, 0: { length } }) => ({ from: index, to: index + length })).filter(
    ({ from, to }) => to > from,
  )
}
