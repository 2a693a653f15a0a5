/** What to execute: exact arguments, or a line for `sh -c`. A line of words is split into arguments when it is read. */
export type Command =
  | { readonly kind: 'argv'; readonly argv: readonly [string, ...string[]] }
  | { readonly kind: 'shell'; readonly line: string }

export type WordSplit =
  | { readonly ok: true; readonly words: readonly string[] }
  | { readonly ok: false; readonly at: number; readonly message: string }

/**
 * Splits a line into words by the quoting of the POSIX shell (XCU 2.2): backslash, single and double quotes.
 * Nothing is expanded. An unbalanced quote is a problem with its position (0-based, in UTF-16 units).
 */
export function splitWords(line: string): WordSplit {
  const words: string[] = []
  let at = 0
  while (at < line.length) {
    if (isBlank(line.charAt(at))) {
      at += 1
      continue
    }
    const word = readWord(line, at)
    if (!word.ok) return word
    words.push(word.text)
    at = word.end
  }
  return { ok: true, words }
}

type Piece =
  | { readonly ok: true; readonly text: string; readonly end: number }
  | { readonly ok: false; readonly at: number; readonly message: string }

function readWord(line: string, start: number): Piece {
  let text = ''
  let at = start
  while (at < line.length && !isBlank(line.charAt(at))) {
    const piece = readPiece(line, at)
    if (!piece.ok) return piece
    text += piece.text
    at = piece.end
  }
  return { ok: true, text, end: at }
}

function readPiece(line: string, at: number): Piece {
  const char = line.charAt(at)
  if (char === "'") return readSingleQuoted(line, at)
  if (char === '"') return readDoubleQuoted(line, at)
  if (char !== '\\') return { ok: true, text: char, end: at + 1 }
  if (at + 1 >= line.length) return { ok: false, at, message: 'a backslash at the end escapes nothing' }
  const escaped = line.charAt(at + 1)
  return { ok: true, text: escaped === '\n' ? '' : escaped, end: at + 2 }
}

function readSingleQuoted(line: string, open: number): Piece {
  const close = line.indexOf("'", open + 1)
  if (close < 0) return { ok: false, at: open, message: 'this single quote is never closed' }
  return { ok: true, text: line.slice(open + 1, close), end: close + 1 }
}

function readDoubleQuoted(line: string, open: number): Piece {
  let text = ''
  let at = open + 1
  while (at < line.length) {
    const char = line.charAt(at)
    if (char === '"') return { ok: true, text, end: at + 1 }
    const next = line.charAt(at + 1)
    if (char === '\\' && next !== '' && '$`"\\\n'.includes(next)) {
      text += next === '\n' ? '' : next
      at += 2
    } else {
      text += char
      at += 1
    }
  }
  return { ok: false, at: open, message: 'this double quote is never closed' }
}

function isBlank(char: string): boolean {
  return char === ' ' || char === '\t' || char === '\n'
}

const plainWord = /^[A-Za-z0-9_@%+=:,./-]+$/

/** Quotes one word so that a shell reads it back as it is. */
export function quoteWord(word: string): string {
  return plainWord.test(word) ? word : inQuotes(word)
}

function inQuotes(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`
}

/** The command as a person would paste it into a shell. */
export function quoteCommand(command: Command): string {
  if (command.kind === 'shell') return command.line
  const [program, ...rest] = command.argv
  // When the first word has a `=`, a shell would take it for an assignment.
  return [program.includes('=') ? inQuotes(program) : quoteWord(program), ...rest.map(quoteWord)].join(' ')
}

/** The arguments that are really executed. */
export function toArgv(command: Command): readonly [string, ...string[]] {
  return command.kind === 'shell' ? ['/bin/sh', '-c', command.line] : command.argv
}
