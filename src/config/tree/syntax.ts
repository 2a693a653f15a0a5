import type { Words } from '../text/problem.ts'

/** What YAML's reader found wrong, in its own terms. */
export type SyntaxFault = {
  readonly code: string
  readonly message: string
  /** What stands at the place of the fault, up to the end of the line. */
  readonly found: string
  /** What was opened there and never closed. */
  readonly opened: 'list' | 'mapping' | 'quote' | undefined
}

/** Says a fault of YAML syntax in words that help someone who does not know YAML's. */
export function toSyntaxWords(fault: SyntaxFault): Words {
  if (fault.opened) return { message: `this ${fault.opened} is never closed`, hint: closing[fault.opened] }
  const words = wordsByCode[fault.code]
  return words ? words(fault) : { message: fault.message.charAt(0).toLowerCase() + fault.message.slice(1) }
}

const closing = {
  list: 'close it with `]`, and indent every line of it deeper than its key',
  mapping: 'close it with `}`, and indent every line of it deeper than its key',
  quote: 'close it with the same kind of quote that opens it',
} as const

const wordsByCode: Readonly<Record<string, (fault: SyntaxFault) => Words>> = {
  TAB_AS_INDENT: () => ({ message: 'a tab cannot indent in YAML', hint: 'indent with spaces' }),
  BAD_INDENT: () => ({
    message: 'this line is indented unlike the lines it belongs to',
    hint: 'keys of one mapping, and items of one list, start at the same column',
  }),
  BLOCK_AS_IMPLICIT_KEY: () => ({
    message: 'a second `key: value` on one line',
    hint: 'quote a text that contains `: `; or the next line is indented too deep',
  }),
  MULTILINE_IMPLICIT_KEY: () => ({
    message: 'this key runs over several lines',
    hint: 'a `:` is missing after the first, or the next line is indented too deep',
  }),
  MISSING_CHAR: () => ({ message: 'a key without a value', expected: '`key: value`', hint: 'put a `:` after the key' }),
  BAD_SCALAR_START: ({ found }) => ({
    message: `a text that begins with ${codeOf(found.charAt(0))} needs quotes`,
    hint: 'put it in single quotes',
  }),
  BAD_DQ_ESCAPE: ({ found }) => ({
    message: `${codeOf(found.slice(0, 2))} is no escape in double quotes`,
    hint: 'write `\\\\` for a backslash, or use single quotes',
  }),
  BLOCK_IN_FLOW: () => ({
    message: 'lines of `key: value` cannot stand inside brackets',
    hint: 'a comma may be missing before',
  }),
  UNEXPECTED_TOKEN: ({ found }) => ({ message: `unexpected ${codeOf(found.slice(0, longestFound))}` }),
  MULTIPLE_DOCS: () => ({
    message: 'a second document begins here',
    hint: 'a project is one document: remove the `---`',
  }),
  RESOURCE_EXHAUSTION: () => ({ message: 'nested too deeply to be read' }),
}

const longestFound = 30

function codeOf(text: string): string {
  return text.includes('`') ? `"${text}"` : `\`${text}\``
}
