import { problemAt } from '../../text/problem.ts'
import type { Scalar, Tree } from '../../tree/tree.ts'
import { listAt, plainAt, textAt } from '../document.ts'
import { type Fields, fieldIn, textIn, textsIn } from '../fields.ts'

/** The keys of a worker that say what it runs. */
export type CommandKeys = { readonly command?: Tree; readonly shell?: Tree }

/** A line for the shell. */
export function toShell({ place, text }: Scalar, cleared: readonly string[] = []): CommandKeys {
  const unset = cleared.length === 0 ? '' : `unset ${cleared.join(' ')}; `
  return { command: textAt(place, unset + text), shell: plainAt(place, true) }
}

/** Exact words; variables that the process is not to have are taken away by `env`. */
export function toWords(place: Tree['place'], words: readonly Scalar[], cleared: readonly string[] = []): CommandKeys {
  const before = cleared.length === 0 ? [] : ['env', ...cleared.flatMap(name => ['-u', name])]
  return {
    command: listAt(place, [
      ...before.map(word => textAt(place, word)),
      ...words.map(word => textAt(word.place, word.text)),
    ]),
  }
}

/** What a process runs that names `shell` or `cmd`, one of the two. */
export function toCommand(fields: Fields, cleared: readonly string[]): CommandKeys {
  const { mapping, importing } = fields
  const [shell, words] = [fieldIn(fields, 'shell'), fieldIn(fields, 'cmd')]
  if (shell && words)
    importing.report(() => problemAt(words.place, { message: 'a process has `shell` or `cmd`, found both' }))
  if (!shell && !words)
    importing.report(() => problemAt(mapping.place, { message: 'a process has `shell` or `cmd`, found neither' }))
  const line = textIn(fields, 'shell')
  if (line) return toShell(line, cleared)
  if (words?.kind === 'scalar') return toLine(words, cleared)
  return words ? toWords(words.place, textsIn(fields, 'cmd') ?? [], cleared) : {}
}

/** A line that is split into words. */
function toLine({ place, text }: Scalar, cleared: readonly string[]): CommandKeys {
  const before = cleared.map(name => ` -u ${name}`).join('')
  return { command: textAt(place, before === '' ? text : `env${before} ${text}`) }
}
