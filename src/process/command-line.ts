import { readFileSync } from 'node:fs'
import { quoteWord } from '../core/command.ts'
import type { ProcessRow } from './stat.ts'

// What is shown of it; the arguments of some programs are kilobytes long.
const longest = 1024

/** The whole command of a process where the system tells it, else the name of its program. */
export function commandLine({ pid, command }: Pick<ProcessRow, 'pid' | 'command'>): string {
  const words = readWords(pid)
  const [first = command] = words
  // A title that a program wrote over its arguments is one word with blanks in it.
  return (words.length > 1 ? words.map(quoteWord).join(' ') : first).slice(0, longest)
}

/** The arguments a process was started with, or what it wrote over them. */
export function readWords(pid: number): readonly string[] {
  if (process.platform !== 'linux') return []
  try {
    // Who shortens his title leaves NULs behind it.
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
      .replace(/\0+$/, '')
      .split('\0')
      .filter((word, at) => at > 0 || word)
  } catch {
    return []
  }
}
