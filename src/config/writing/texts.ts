import { type Command, quoteCommand } from '../../core/command.ts'

/** What a file says of something, as plain values. */
export type Written = { readonly [key: string]: WrittenValue }
export type WrittenValue = string | number | boolean | readonly WrittenValue[] | Written

/** A command as a file has it: a line where that needs no quotes. */
export function toCommand(command: Command, key: string): Written {
  if (command.kind === 'shell') return { [key]: escapeText(command.line), shell: true }
  const line = quoteCommand(command)
  const words = command.argv.map(escapeText)
  // What needs no quotes is the same as a line.
  return { [key]: line === command.argv.join(' ') ? escapeText(line) : words }
}

/** A text as a file has it, where variables are filled in. */
export function escapeText(text: string): string {
  return text.replace(/\$+(?=\{)|\${2,}/g, dollars => dollars.repeat(2))
}
