import { type Command, splitWords } from '../core/command.ts'
import { Fault } from '../core/fault.ts'

/**
 * What to run: exact arguments, the program first, or a text with its declared mode. `shell` hands the text to
 * `sh -c`; `words` splits it into arguments by the quoting of the POSIX shell (XCU 2.2) and expands nothing.
 */
export type CommandOptions =
  | { readonly command: readonly string[]; readonly mode?: never }
  | { readonly command: string; readonly mode: 'shell' | 'words' }

/** The command that was meant. Missing, blank and unbalanced ones are `usage`; nothing is a default. */
export function toCommand({ command, mode }: CommandOptions): Command {
  if (command === undefined) throw usage('the command is missing', sayWhat)
  if (typeof command !== 'string') return toArguments(command)
  if (command.trim() === '') throw usage('the command is blank', sayWhat)
  if (mode === 'shell') return { kind: 'shell', line: command }
  if (mode === 'words') return toWords(command)
  throw usage(
    'a command that is a text needs its mode',
    "add `mode: 'shell'` or `mode: 'words'`, or give a list of words",
  )
}

const sayWhat = "say what to run, such as `command: ['node', 'server.js']`"

function toWords(line: string): Command {
  const split = splitWords(line)
  if (split.ok) return toArguments(split.words)
  const message = `the command cannot be split into words: at ${split.at}, ${split.message}`
  const hint = 'close it, or give the command as a list of words'
  throw new Fault({ code: 'usage', message, hint, data: { at: split.at } })
}

function toArguments(words: readonly string[]): Command {
  const [program, ...rest] = words
  if (program === undefined || program.trim() === '') throw usage('the command is blank', sayWhat)
  return { kind: 'argv', argv: [program, ...rest] }
}

function usage(message: string, hint: string): Fault {
  return new Fault({ code: 'usage', message, hint })
}
