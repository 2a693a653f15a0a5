/** What a regular expression says about the lines that it can match. */
export type Analysis = {
  /** A text that is in every line that matches, if one is easily seen. */
  readonly literal: string | undefined
  /** The same expression so that it never looks past a line's end, for many lines at once; undefined where that is not easily had. */
  readonly overLines: string | undefined
}

/** A group's opening, a class, an escape, a quantifier, or one character. */
const parts =
  /(?<class>\[(?:\\[\s\S]|[^\]\\])*\])|(?<escape>\\[\s\S])|(?<quantifier>[*+?]\??|\{\d+(?:,\d*)?\}\??)|(?<open>\((?:\?(?:<?[=!]|<[^>]*>|[a-z-]*:))?)|(?<char>[\s\S])/gu

/** Reads an expression that is known to be one. */
export function analyse(source: string): Analysis {
  const runs = new Runs()
  let overLines: string | undefined = ''
  let depth = 0
  let isChoice = false
  for (const { 0: text, groups: part = {} } of source.matchAll(parts)) {
    if (text === '|' && depth === 0) isChoice = true
    if (part['open']) depth += 1
    if (text === ')') depth -= 1
    if (depth > 0 || part['open'] || !runs.take(text, part)) runs.end()
    const within = keepWithin(text, part)
    overLines = within === undefined || overLines === undefined ? undefined : overLines + within
  }
  return { literal: isChoice || riddles.test(source) ? undefined : runs.longest(), overLines }
}

/** Escapes that go on over more than a character. */
const riddles = /\\[xucpPk\d]/

type Part = Readonly<Record<string, string | undefined>>

/** Rows of characters that stand next to each other in whatever matches. */
class Runs {
  #best: readonly string[] = []
  #now: string[] = []

  /** False when the part is no single character. */
  take(text: string, part: Part): boolean {
    if (part['quantifier']) {
      if (!text.startsWith('+')) this.#now.pop()
      return false
    }
    const char = part['escape'] ? text.slice(1) : text
    const isPlain = part['escape'] ? /[^A-Za-z0-9]/.test(char) : part['char'] !== undefined && !/[.^$|)]/.test(char)
    if (isPlain) this.#now.push(char)
    return isPlain
  }

  end(): void {
    if (this.#now.length > this.#best.length) this.#best = this.#now
    this.#now = []
  }

  longest(): string | undefined {
    this.end()
    return this.#best.length < shortestLiteral ? undefined : this.#best.join('')
  }
}

// One character is in nearly every line.
const shortestLiteral = 2

const withoutNewline: Readonly<Record<string, string>> = { '\\s': '[^\\S\\n]', '\\W': '[^\\w\\n]', '\\D': '[^\\d\\n]' }

/** The part so that it does not match a line's end; undefined where that would take more. */
function keepWithin(text: string, part: Part): string | undefined {
  if (part['escape']) return withoutNewline[text] ?? text
  if (part['class']) return keepClassWithin(text)
  const looksAway = part['open']?.endsWith('!')
  const turnsDots = part['open']?.startsWith('(?') && /s.*:/.test(text)
  return looksAway || turnsDots ? undefined : text
}

function keepClassWithin(text: string): string | undefined {
  // A hyphen that came first must not become a range.
  if (text.startsWith('[^')) return `[^\\n${text.startsWith('[^-') ? '\\' : ''}${text.slice(2)}`
  return /\\[sWDxuc]/.test(text) ? undefined : text
}
