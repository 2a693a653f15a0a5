import type { Place } from '../../text/source.ts'
import type { List, Scalar, Tree } from '../../tree/tree.ts'
import { escapeDollars, listAt, templateAt } from '../document.ts'
import type { Texts } from './texts.ts'

/** What a line is given to: the program, and the argument before the line. */
export type Shell = { readonly program: string; readonly argument: string; readonly isOwn: boolean }

/** What the tool takes when a file names none. */
export const defaultShell: Shell = { program: 'bash', argument: '-c', isOwn: false }

/** A line, its variables ours, for the shell; when no shell would do anything to it, the words of it alone. */
export function toLine(line: Scalar, shell: Shell): Tree {
  return !shell.isOwn && isPlain(line.text) ? line : toShellWords(line, shell)
}

/** How the text of a line is meant: what a shell fills in by itself is left to it. */
export function inShell(texts: Texts, { isOwn }: Shell): Texts {
  return { ...texts, bare: isOwn }
}

/** A line for the shell, whatever is in it. */
export function toShellWords(line: Scalar, { program, argument }: Shell): List {
  const { place } = line
  return listAt(place, [wordAt(place, program), wordAt(place, argument), line])
}

function wordAt(place: Place, text: string): Scalar {
  return templateAt(place, escapeDollars(text))
}

// These are done by a shell itself.
const builtins = new Set(
  ['. : alias bg break cd command continue declare eval exec exit export fc fg getopts hash jobs let local logout']
    .flatMap(words => words.split(' '))
    .concat(
      'popd pushd read readonly return set shift shopt source time times trap type typeset ulimit umask unalias unset wait'.split(
        ' ',
      ),
    ),
)

function isPlain(line: string): boolean {
  const [first = ''] = line.split(' ', 1)
  return /^[\w./:@%+=,-]+(?: [\w./:@%+=,-]+)*$/.test(line) && !first.includes('=') && !builtins.has(first)
}
