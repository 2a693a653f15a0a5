import { type Command, splitWords } from '../../../core/command.ts'
import { either, line, listOf, type Shape, word } from '../../shape.ts'
import { problemAt, type Report, type Words } from '../../text/problem.ts'
import { placeInside, type Scalar, type Tree } from '../../tree/tree.ts'

const expected = 'a line of text or a list of words'

/** What stands under `command`; how a line is read depends on `shell` beside it. */
export const commandShape: Shape<unknown> = either(expected, line(expected), listOf(word(), expected))

/**
 * Reads a command: a list is the words themselves, a line is split into words by the quoting of the shell, and with
 * `shell: true` it goes to `sh -c` as it is. Undefined when it is wrong, which was reported here or by its shape.
 */
export function readCommand(tree: Tree | undefined, isShell: boolean, report: Report): Command | undefined {
  if (!tree || tree.kind === 'mapping') return undefined
  const result = tree.kind === 'list' ? fromList(tree.items, isShell) : fromLine(tree, isShell)
  if (result.kind === 'command') return result.command
  if (result.kind === 'wrong') report(() => problemAt(result.place ?? tree.place, result.words))
  return undefined
}

type Result =
  | { readonly kind: 'command'; readonly command: Command }
  | { readonly kind: 'wrong'; readonly words: Words; readonly place?: Tree['place'] }
  | { readonly kind: 'reported' }

const blank: Words = { message: '`command` is blank', hint: 'say what to run, such as `command: node server.js`' }
const nul: Words = { message: '`command` holds a NUL character, which no program can get' }

function fromList(items: readonly Tree[], isShell: boolean): Result {
  const hint = 'with `shell: true` write one line of text, without it a list'
  if (isShell) return { kind: 'wrong', words: { message: '`shell: true` takes a line of text, found a list', hint } }
  const words = items.filter((item): item is Scalar => item.kind === 'scalar' && item.value !== null && !item.broken)
  if (words.length < items.length) return { kind: 'reported' }
  return toCommand(words.map(word => word.text))
}

function fromLine(scalar: Scalar, isShell: boolean): Result {
  const { text } = scalar
  if (typeof scalar.value !== 'string' || scalar.broken) return { kind: 'reported' }
  if (text.trim() === '') return { kind: 'wrong', words: blank }
  if (isShell)
    return text.includes('\0')
      ? { kind: 'wrong', words: nul }
      : { kind: 'command', command: { kind: 'shell', line: text.trim() } }
  const found = findOperator(text)
  if (found)
    return { kind: 'wrong', place: placeInside(scalar, found.at, found.text.length), words: toShellWords(found.text) }
  const split = splitWords(text)
  if (split.ok) return toCommand(split.words)
  return { kind: 'wrong', place: placeInside(scalar, split.at, 1), words: { message: split.message, hint: closeIt } }
}

const closeIt = 'close it; a quote that is meant as such goes into the other kind of quotes'

function toCommand([program, ...rest]: readonly string[]): Result {
  if (program === undefined || program.trim() === '') return { kind: 'wrong', words: blank }
  if ([program, ...rest].some(word => word.includes('\0'))) return { kind: 'wrong', words: nul }
  return { kind: 'command', command: { kind: 'argv', argv: [program, ...rest] } }
}

const quoted = /\\.|'[^']*'|"(?:\\.|[^"\\])*"/gs
const operator = /(?<=^|\s)(?:\|\|?|&&?|;|[0-2]?>>?|<|[0-2]?>&[0-2])(?=\s|$)|;(?=\s|$)/

// When a line is only split into words, an operator of the shell would reach the program as a word: never meant.
function findOperator(line: string): { readonly at: number; readonly text: string } | undefined {
  const bare = line.replaceAll(quoted, whole => 'x'.repeat(whole.length))
  const found = operator.exec(bare)
  return found ? { at: found.index, text: found[0] } : undefined
}

function toShellWords(text: string): Words {
  return { message: `\`${text}\` means something only to a shell`, hint: 'add `shell: true`, or quote it' }
}
