import { formatDuration, parseDuration } from '../../core/duration.ts'
import { Fault } from '../../core/fault.ts'

/** What can be waited for of a worker. */
export type Condition =
  | { readonly kind: 'exit' }
  | { readonly kind: 'ready' }
  /** No output for this long while it runs. */
  | { readonly kind: 'idle'; readonly ms: number }
  /** A regular expression in a line of its output. */
  | { readonly kind: 'match'; readonly expression: string }
  /** Something in its process tree listens on this TCP port. */
  | { readonly kind: 'port'; readonly port: number }
  /** A GET of this address is answered with 2xx or 3xx. */
  | { readonly kind: 'http'; readonly url: string }

/** The condition as a person writes it. */
export function renderCondition(condition: Condition): string {
  switch (condition.kind) {
    case 'exit':
    case 'ready':
      return condition.kind
    case 'idle':
      return `idle=${formatDuration(condition.ms)}`
    case 'match':
      return `match=${condition.expression}`
    case 'port':
      return `port=${condition.port}`
    case 'http':
      return `http=${condition.url}`
  }
}

/** Reads `exit`, `ready`, `idle=5s`, `match=RE`, `port=N` or `http=URL`; anything else is refused (`usage`). */
export function parseCondition(text: string): Condition {
  const [, kind = '', value] = /^([a-z]+)(?:=(.*))?$/s.exec(text) ?? []
  if (value === undefined) return readWord(kind, text)
  switch (kind) {
    case 'idle':
      return { kind, ms: readPause(value) }
    case 'match':
      return { kind, expression: readExpression(value) }
    case 'port':
      return { kind, port: readPort(value) }
    case 'http':
      return { kind, url: readUrl(value) }
    default:
      throw unknown(text)
  }
}

function readWord(word: string, text: string): Condition {
  if (word === 'exit' || word === 'ready') return { kind: word }
  if (word === 'input') throw noInputYet()
  const example = examples[word]
  if (example === undefined) throw unknown(text)
  throw usage(`${word} needs to be told what to wait for`, `write for example ${example}`)
}

const examples: Readonly<Record<string, string>> = {
  idle: 'idle=5s',
  match: "'match=listening on (\\d+)'",
  port: 'port=3000',
  http: 'http=http://localhost:3000/',
}

function readPause(text: string): number {
  const ms = parseDuration(text)
  if (ms !== undefined && ms > 0) return ms
  throw usage(`idle=${text} is no time`, 'write a time like idle=300ms or idle=5s')
}

/** An expression that is one; else refused (`usage`). */
export function readExpression(text: string): string {
  try {
    new RegExp(text)
    return text
  } catch (problem) {
    const why = problem instanceof Error ? problem.message : String(problem)
    throw usage(
      `${text} is no regular expression: ${why}`,
      'put a backslash before a character that is meant as itself',
    )
  }
}

function readPort(text: string): number {
  const port = Number(text)
  if (/^\d{1,5}$/.test(text) && port > 0 && port < 65_536) return port
  throw usage(`port=${text} is no port`, 'write a number from 1 to 65535, like port=3000')
}

function readUrl(text: string): string {
  const protocol = URL.canParse(text) ? new URL(text).protocol : ''
  if (protocol === 'http:' || protocol === 'https:') return text
  throw usage(`http=${text} is no address of a web server`, `write the whole of it, like ${examples['http']}`)
}

function noInputYet(): Fault {
  const hint = "wait for its prompt instead, like --for 'match=> $'"
  return new Fault({ code: 'unsupported', message: 'this version cannot tell that a program waits for input', hint })
}

function unknown(text: string): Fault {
  return usage(`${text} is nothing to wait for`, 'there are exit, ready, idle=5s, match=RE, port=N and http=URL')
}

function usage(message: string, hint: string): Fault {
  return new Fault({ code: 'usage', message, hint })
}
