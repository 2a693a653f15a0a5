import { isWorkerName, workerNameRule } from '../../core/name.ts'
import type { WorkerSpec } from '../../core/spec.ts'
import { type Environment, toRunEnvironment } from '../environment.ts'
import { type Reading, readFile, toPath } from '../reading.ts'
import { problemAt, problemOf, type Words } from '../text/problem.ts'
import { lineOf, type Place, type Source } from '../text/source.ts'
import { toEnvironment } from '../variables/env-files.ts'
import { toSpec } from '../worker/worker-spec.ts'
import type { Draft } from './draft.ts'

/** Reads a `Procfile` and the `.env` beside it as foreman does: each line goes to `sh -c` and gets a PORT of its own. */
export async function readProcfile(source: Source, reading: Reading): Promise<Draft> {
  const shared = await readDotEnv(reading)
  const port = toFirstPort(shared, source.file, reading)
  const lines = toLines(source, reading)
  reportBeyond(lines[Math.floor((lastPort - port) / portStep) + 1], reading)
  return {
    name: undefined,
    workers: lines.map((line, index) => toWorker(line, { shared, port: port + index * portStep, reading })),
  }
}

async function readDotEnv(reading: Reading): Promise<Environment> {
  const file = toPath('.env', reading)
  const read = await readFile(file, '.env', reading)
  if (!('errno' in read)) return toEnvironment(read, reading)
  if (read.errno !== 'ENOENT') reading.report(() => problemOf(file, read.words))
  return {}
}

// foreman's: the first worker listens here, each further one a hundred on.
const firstPort = 5_000
const portStep = 100
const lastPort = 65_535

function toFirstPort(shared: Environment, file: string, { inherited, report }: Reading): number {
  const named = shared['PORT'] ?? inherited['PORT']
  if (named === undefined) return firstPort
  const port = /^\d{1,5}$/.test(named) ? Number(named) : 0
  if (port >= 1 && port <= lastPort) return port
  const message = `PORT, from which the workers' ports are counted, takes a number from 1 to ${lastPort}`
  report(() => problemOf(file, { message, hint: 'set it in .env or in the environment, or leave it out' }))
  return firstPort
}

function reportBeyond(line: Line | undefined, { report }: Reading): void {
  if (line) report(() => problemAt(line.place, { message: `the port of \`${line.name}\` would be beyond ${lastPort}` }))
}

type Line = { readonly name: string; readonly command: string; readonly place: Place }

function toLines(source: Source, { report }: Reading): readonly Line[] {
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

type Shared = { readonly shared: Environment; readonly port: number; readonly reading: Reading }

function toWorker({ name, command }: Line, { shared, port, reading }: Shared): WorkerSpec {
  const declaredEnv = { ...shared, PORT: String(port) }
  const env = toRunEnvironment({ inherited: reading.inherited, declared: declaredEnv, tty: false })
  return toSpec({ name, command: { kind: 'shell', line: command }, cwd: reading.folder, env, declaredEnv }, {})
}
