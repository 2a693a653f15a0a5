import { type Excerpt, toExcerpt } from './excerpt.ts'
import { type Place, toLineAndColumn } from './source.ts'

/** What is wrong, said so that the person who wrote it can put it right. */
export type Words = {
  /** What was expected and what was found, in a sentence. */
  readonly message: string
  readonly expected?: string
  readonly found?: string
  /** What to do about it. */
  readonly hint?: string
}

/** One thing that is wrong in a file, with its place (line and column from 1, the column in UTF-16 units). */
export type Problem = Words & {
  readonly file: string
  readonly line: number
  readonly column: number
  /** The line itself, ready to show; none when the file as a whole is meant. */
  readonly excerpt?: Excerpt
}

/** Takes note of a problem, so that reading goes on and finds the next. When enough were noted it is not even made. */
export type Report = (toProblem: () => Problem) => void

// More than anyone mends in one go; a file of nonsense costs no more than this many.
const mostNoted = 1_000

/** Where problems are noted while files are read. */
export function openNotes(): { readonly report: Report; readonly problems: readonly Problem[] } {
  const problems: Problem[] = []
  const report: Report = toProblem => {
    if (problems.length < mostNoted) problems.push(toProblem())
  }
  return { report, problems }
}

/** A problem at a place of a source. */
export function problemAt(place: Place, words: Words): Problem {
  return { file: place.source.file, ...toLineAndColumn(place.source, place.start), ...words, excerpt: toExcerpt(place) }
}

/** A problem of a file as a whole. */
export function problemOf(file: string, words: Words): Problem {
  return { file, line: 1, column: 1, ...words }
}

/** The problems in the order of files and lines, each once: a thing that is inherited twice is wrong once. */
export function inOrder(problems: readonly Problem[], files: readonly string[]): readonly Problem[] {
  const once = new Map(problems.map(problem => [keyOf(problem), problem]))
  return [...once.values()].toSorted(
    (one, other) =>
      files.indexOf(one.file) - files.indexOf(other.file) || one.line - other.line || one.column - other.column,
  )
}

function keyOf({ file, line, column, message }: Problem): string {
  return [file, line, column, message].join('\0')
}
