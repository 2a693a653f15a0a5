import { isWorkerName, workerNameRule } from '../../core/name.ts'
import { type Schema, text, textThat } from './shape.ts'

/** The name of a worker. */
export const workerName: Schema<string> = textThat({
  is: isWorkerName,
  most: 1_000,
  expected: `a name (${workerNameRule})`,
})

/** Why something is done, as a person or an agent says it: it is kept with every event and shown in one line. */
export const reason: Schema<string> = text(4_096)

/** Text that is typed at once: as much as may wait for a program at the most. */
export const typedText: Schema<string> = text(2 ** 20)

/** The name of a branch, as git has it. */
export const branch: Schema<string> = text(1_000)

// No system hands more to a program in one piece.
const longestArgument = 2 ** 20

/** A text that a program can be given. */
export const argument: Schema<string> = textThat({
  is: hasNoNul,
  most: longestArgument,
  expected: `a text of at most ${longestArgument} characters, without NUL`,
})

/** The folder that a program runs in. The daemon stands in no folder from which another one could be meant. */
export const folder: Schema<string> = absolutePath('a folder')

/** The absolute path of something. */
export function absolutePath(what: string): Schema<string> {
  const is = (path: string): boolean => path.startsWith('/') && hasNoNul(path)
  return textThat({ is, most: 4_096, expected: `the absolute path of ${what}` })
}

function hasNoNul(text: string): boolean {
  return !text.includes('\0')
}
