import * as z from 'zod'
import type { Command } from '../../core/command.ts'
import { object, type Schema, tagged, word } from './shape.ts'
import { argument } from './text.ts'

// No system takes more words than fit into a few MiB.
const mostWords = 100_000
const expected = `a list of 1 to ${mostWords} words, the program first`

const argv: Schema<readonly [string, ...string[]]> = z
  .array(z.unknown(), { error: expected })
  .min(1, { error: expected })
  .max(mostWords, { error: expected })
  .pipe(z.tuple([argument], argument))

/** What to execute. */
export const command: Schema<Command> = tagged<Command>({
  argv: object({ kind: word('argv'), argv }),
  shell: object({ kind: word('shell'), line: argument }),
})
