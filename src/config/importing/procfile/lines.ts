import { isWorkerName, workerNameRule } from '../../../core/name.ts'
import { problemAt, problemOf, type Report, type Words } from '../../text/problem.ts'
import { lineOf, type Place, type Source } from '../../text/source.ts'

/** One line of a `Procfile`. */
export type Line = { readonly name: string; readonly command: string; readonly place: Place }

/** The lines of a `Procfile` that are right; those that are wrong are reported. */
export function readLines(source: Source, report: Report): readonly Line[] {
  const lines = new Map<string, Line & { readonly number: number }>()
  let isEmpty = true
  for (const [index] of source.lineStarts.entries()) {
    if (/^\s*(#|$)/.test(lineOf(source, index + 1))) continue
    isEmpty = false
    const line = toLine(source, index + 1)
    const words = refuseLine(line, lines.get(line.name)?.number)
    if (words) report(() => problemAt(line.place, words))
    else lines.set(line.name, { ...line, number: index + 1 })
  }
  const words = { message: 'this file names no process', hint: 'begin with: web: node server.js' }
  if (isEmpty) report(() => problemOf(source.file, words))
  return [...lines.values()]
}

function toLine(source: Source, number: number): Line {
  const written = lineOf(source, number)
  const colon = written.indexOf(':')
  const name = (colon < 0 ? written : written.slice(0, colon)).trim()
  const start = (source.lineStarts[number - 1] ?? 0) + written.indexOf(name)
  return {
    name,
    command: colon < 0 ? '' : written.slice(colon + 1).trim(),
    place: { source, start, end: start + name.length },
  }
}

function refuseLine({ name, command }: Line, first: number | undefined): Words | undefined {
  const hint = 'a line is `name: command`'
  if (command === '') return { message: `expected \`name: command\`, found no command`, hint }
  if (!isWorkerName(name))
    return { message: `${JSON.stringify(name)} cannot be a name`, hint: `a name is ${workerNameRule}` }
  if (command.includes('\0')) return { message: 'a command holds a NUL character, which no program can get' }
  if (first === undefined) return undefined
  return {
    message: `\`${name}\` is there twice: first at line ${first}, and again here`,
    hint: 'rename or remove one of the two',
  }
}
