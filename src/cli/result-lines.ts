import type { RunResult } from '../client/result.ts'
import { toVisible } from '../config/text/cells.ts'
import { toShortBytes } from '../core/figures.ts'
import type { RunId } from '../core/id.ts'
import type { Json } from '../core/result.ts'

/** A title and the lines below it. */
export type Section = readonly [title: string, lines: readonly string[]]

/** What a run came to, as a person reads it: the value that it wrote, and what it said when it failed. */
export function resultSections({ output, cut, error }: RunResult, run: RunId): readonly Section[] {
  const shown = output === undefined ? [] : toLines(output, error !== undefined)
  const rest = cut ? [`… ${toShortBytes(cut.bytes)} more, after ${cut.kept}: skep logs ${run}`] : []
  return [
    ['result', [...shorten(shown, run), ...rest]],
    ['error', error ? errorLines(error) : []],
  ]
}

/** A text as it was written, anything else as JSON that is easily read. What came on stderr is the error's, where there is one. */
function toLines(output: Json, hasError: boolean): readonly string[] {
  if (!isText(output)) return JSON.stringify(output, undefined, 2).split('\n').map(toVisible)
  return Object.entries(output).flatMap(([name, text]) => (hasError && name === 'stderr' ? [] : linesOf(text)))
}

function isText(output: Json): output is { readonly [name: string]: string } {
  if (typeof output !== 'object' || output === null) return false
  const names = Object.keys(output)
  return names.every(name => name === 'stdout' || name === 'stderr') && Object.values(output).every(isString)
}

function isString(value: unknown): boolean {
  return typeof value === 'string'
}

function linesOf(text: string): readonly string[] {
  return text
    .replace(/\r?\n$/, '')
    .split(/\r?\n/)
    .map(toVisible)
}

/** What is longer is a log rather than a result. */
const mostLines = 20

function shorten(lines: readonly string[], run: RunId): readonly string[] {
  if (lines.length <= mostLines) return lines
  return [...lines.slice(0, mostLines), `… ${lines.length - mostLines} more lines: skep logs ${run}`]
}

function errorLines({ message, stderr, cutBytes }: NonNullable<RunResult['error']>): readonly string[] {
  const cut = cutBytes > 0 ? [`… ${toShortBytes(cutBytes)} before this`] : []
  return [toVisible(message), ...cut, ...(stderr === '' ? [] : linesOf(stderr))]
}
