import { relative } from 'node:path'
import { toVisible } from './text/cells.ts'
import type { Excerpt } from './text/excerpt.ts'
import type { Problem } from './text/problem.ts'

export type RenderOptions = {
  readonly colour: boolean
  /** The folder that paths below it are shown from; without it they are shown whole. */
  readonly from?: string
}

/** Problems as a good compiler prints them: place and sentence, the line with a caret under it, what to do. */
export function renderProblems(problems: readonly Problem[], options: RenderOptions): string {
  const paint = options.colour ? inColour : inPlain
  const shown = problems.slice(0, mostShown).map(problem => renderProblem(problem, { paint, from: options.from }))
  if (problems.length > 1) shown.push(paint.bold(countOf(problems)))
  return shown.join('\n\n')
}

// Beyond this nobody reads on; the first ones are put right and the rest is shown then.
const mostShown = 100

function countOf({ length }: readonly Problem[]): string {
  return length > mostShown ? `${length} problems, the first ${mostShown} of them shown` : `${length} problems`
}

type Paint = Readonly<Record<'bold' | 'dim' | 'bad' | 'hint', (text: string) => string>>

function asIs(text: string): string {
  return text
}

function inCode(code: number): (text: string) => string {
  return text => `\u001b[${code}m${text}\u001b[0m`
}

const inPlain: Paint = { bold: asIs, dim: asIs, bad: asIs, hint: asIs }
const inColour: Paint = { bold: inCode(1), dim: inCode(2), bad: inCode(31), hint: inCode(36) }

type How = { readonly paint: Paint; readonly from: string | undefined }

function renderProblem(problem: Problem, { paint, from }: How): string {
  const file = toVisible(toShownPath(problem.file, from))
  const place = problem.excerpt ? `${file}:${problem.line}:${problem.column}` : file
  const lines = [`${paint.bold(`${place}:`)} ${toVisible(problem.message)}`]
  if (problem.excerpt) lines.push(...renderExcerpt(problem.excerpt, problem.line, paint))
  if (problem.hint) lines.push(`  ${paint.hint('hint:')} ${toVisible(problem.hint)}`)
  return lines.join('\n')
}

function renderExcerpt({ text, caret, width }: Excerpt, line: number, paint: Paint): readonly string[] {
  const number = String(line).padStart(4)
  const gutter = ' '.repeat(number.length)
  return [
    `${paint.dim(`${number} │`)} ${text}`.trimEnd(),
    `${paint.dim(`${gutter} │`)} ${' '.repeat(caret)}${paint.bad('^'.repeat(width))}`,
  ]
}

function toShownPath(file: string, from: string | undefined): string {
  if (from === undefined) return file
  const path = relative(from, file)
  return path === '' || path.startsWith('..') ? file : path
}
