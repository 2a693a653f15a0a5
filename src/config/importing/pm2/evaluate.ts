import { type ChildProcess, spawn } from 'node:child_process'
import { dirname } from 'node:path'
import { formatDuration } from '../../../core/duration.ts'
import type { Environment } from '../../environment.ts'
import { problemOf, type Words } from '../../text/problem.ts'
import type { Importing } from '../translation.ts'

/** What a file of code exports, as plain values; undefined when it could not be found out, which is reported. */
export async function evaluate(
  file: string,
  importing: Pick<Importing, 'inherited' | 'report'>,
  withinMs: number = deadlineMs,
): Promise<{ readonly value: unknown } | undefined> {
  const answer = await ask(file, importing.inherited, withinMs)
  if (answer.kind === 'value') return answer
  importing.report(() => problemOf(file, answer.words))
  return undefined
}

type Answer = { readonly kind: 'value'; readonly value: unknown } | { readonly kind: 'wrong'; readonly words: Words }

// What a configuration has to do is done in a moment; this is for a machine that is very busy.
const deadlineMs = 10_000
// As much as a file may have that is read.
const largest = 256 * 1024

// In a process of its own: the file may do anything, end the process or never end. The answer has a descriptor of its
// own, since the file may print.
const loader = `
const { writeSync } = require('node:fs')
const { pathToFileURL } = require('node:url')
const file = process.argv[1]
const plain = (_, value) => (value instanceof RegExp || typeof value === 'function' ? String(value) : value)
const answer = said => {
  const bytes = Buffer.from(JSON.stringify(said, plain))
  for (let at = 0; at < bytes.length; ) at += writeSync(3, bytes, at)
}
const fail = error => {
  const at = typeof error?.stack === 'string' ? error.stack.replaceAll('file://', '').split(file + ':')[1] : undefined
  answer({ error: String(error?.message ?? error), line: Number.parseInt(at ?? '', 10) || undefined })
}
import(pathToFileURL(file).href)
  .then(space => answer({ value: space.default ?? { ...space } }))
  .catch(fail)
  .finally(() => process.exit(0))
`

async function ask(file: string, env: Environment, withinMs: number): Promise<Answer> {
  const child = spawn(process.execPath, ['-e', loader, file], {
    cwd: dirname(file),
    env: { ...env, NODE_NO_WARNINGS: '1' },
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  })
  const { promise, resolve } = Promise.withResolvers<Answer>()
  const deadline = setTimeout(() => resolve(refuse(`did not end within ${formatDuration(withinMs)}`)), withinMs)
  readAnswer(child, resolve)
  child.once('error', error => resolve(refuse(`could not be run: ${error.message}`)))
  const answer = await promise
  clearTimeout(deadline)
  end(child)
  return answer
}

function readAnswer({ stdio }: ChildProcess, resolve: (answer: Answer) => void): void {
  const chunks: Buffer[] = []
  let length = 0
  const pipe = stdio[3]
  pipe?.on('data', (chunk: Buffer) => {
    chunks.push(chunk)
    length += chunk.length
    if (length > largest) resolve(refuse(`says more than ${largest / 1024}KiB`))
  })
  pipe?.once('end', () => resolve(toAnswer(Buffer.concat(chunks).toString())))
}

function end(child: ChildProcess): void {
  for (const stream of child.stdio) stream?.destroy()
  child.kill('SIGKILL')
}

function toAnswer(text: string): Answer {
  const said = parse(text)
  if (typeof said !== 'object' || said === null) return refuse('ended before it said what it exports')
  if ('error' in said) {
    const line = 'line' in said && typeof said.line === 'number' ? ` (line ${said.line})` : ''
    return refuse(`throws: ${String(said.error)}${line}`)
  }
  return { kind: 'value', value: 'value' in said ? said.value : undefined }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function refuse(what: string): Answer {
  return { kind: 'wrong', words: { message: `this file was run to know what it says, and it ${what}` } }
}
