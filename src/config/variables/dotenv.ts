import { envNameRule, isEnvName } from './env-entry.ts'

export type DotenvProblem = {
  readonly at: number
  readonly end: number
  readonly message: string
  readonly hint?: string
}

export type DotenvEntry = { readonly value: string; readonly at: number }

export type Dotenv = {
  readonly entries: ReadonlyMap<string, DotenvEntry>
  readonly problems: readonly DotenvProblem[]
}

/**
 * Reads an env file: `NAME=value` lines, comments, `export` before a name, quotes (single and backquotes as they are,
 * double with `\n \r \t \" \\ \$`), which may span lines. Nothing is expanded, and the last of two equal names counts.
 */
export function parseDotenv(text: string): Dotenv {
  const entries = new Map<string, DotenvEntry>()
  const problems: DotenvProblem[] = []
  let at = 0
  while (at < text.length) {
    const entry = readEntry(text, at)
    if (entry.kind === 'value') entries.set(entry.name.text, { value: entry.value, at: entry.name.at })
    if (entry.kind === 'problem') problems.push(entry.problem)
    at = entry.end
  }
  return { entries, problems }
}

type Name = { readonly text: string; readonly at: number }

type Read =
  | { readonly kind: 'nothing'; readonly end: number }
  | { readonly kind: 'value'; readonly name: Name; readonly value: string; readonly end: number }
  | { readonly kind: 'problem'; readonly problem: DotenvProblem; readonly end: number }

const blank = /[ \t]*(?:#[^\n]*)?\r?(?:\n|$)/y
const indentation = /[ \t]*/y
const head = /(?:export[ \t]+)?([^\s=#'"]+)[ \t]*=[ \t]*/dy

function readEntry(text: string, at: number): Read {
  const nothing = matchAt(blank, text, at)
  if (nothing) return { kind: 'nothing', end: at + nothing[0].length }
  const start = at + (matchAt(indentation, text, at)?.[0].length ?? 0)
  const found = matchAt(head, text, start)
  if (!found) return refuseLine(text, at, { message: 'expected `NAME=value`', hint: 'a comment begins with `#`' })
  const name = { text: found[1] ?? '', at: found.indices?.[1]?.[0] ?? start }
  return isEnvName(name.text) ? readValue(text, start + found[0].length, name) : refuseName(text, name)
}

function refuseName(text: string, { text: name, at }: Name): Read {
  const words = {
    message: `${JSON.stringify(name)} cannot be the name of a variable`,
    hint: `a name is ${envNameRule}`,
  }
  return { kind: 'problem', problem: { at, end: at + name.length, ...words }, end: endOfLine(text, at) + 1 }
}

function readValue(text: string, at: number, name: Name): Read {
  const quote = text.charAt(at)
  if (quote === '"' || quote === "'" || quote === '`') return readQuoted(text, at, name)
  const end = endOfLine(text, at)
  const value = text
    .slice(at, end)
    .replace(/(^|\s)#.*$/, '')
    .trim()
  return { kind: 'value', name, value, end: end + 1 }
}

function readQuoted(text: string, at: number, name: Name): Read {
  const quote = text.charAt(at)
  const close = closeOf(text, at + 1, quote)
  if (close < 0) {
    const problem = {
      at,
      end: at + 1,
      message: `the value of ${name.text} is never closed`,
      hint: `close it with ${quote}`,
    }
    // When a value has no end, nothing tells what comes after it from what is in it, and that may be a secret.
    return { kind: 'problem', problem, end: text.length }
  }
  const rest = matchAt(blank, text, close + 1)
  if (!rest)
    return refuseLine(text, close + 1, { message: `unexpected text after the value of ${name.text}`, hint: afterQuote })
  const inner = text.slice(at + 1, close).replaceAll('\r\n', '\n')
  return { kind: 'value', name, value: quote === '"' ? decode(inner) : inner, end: close + 1 + rest[0].length }
}

const afterQuote = 'after a closing quote only a comment can follow'

function closeOf(text: string, from: number, quote: string): number {
  if (quote !== '"') return text.indexOf(quote, from)
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1
    else if (text[at] === quote) return at
  }
  return -1
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\', $: '$' }

function decode(text: string): string {
  return text.replaceAll(/\\([nrt"\\$])/g, (whole, kind: string) => escapes[kind] ?? whole)
}

function refuseLine(text: string, at: number, words: { message: string; hint: string }): Read {
  const end = endOfLine(text, at)
  const from = at + (/\S/.exec(text.slice(at, end))?.index ?? 0)
  return { kind: 'problem', problem: { at: from, end, ...words }, end: end + 1 }
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at)
  return end < 0 ? text.length : end
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(text)
}
