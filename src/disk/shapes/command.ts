import type { Command } from '../../core/command.ts'
import { list, Misfit, object, type Shape, tagged, text, word } from '../shape.ts'

const argv: Shape<readonly [string, ...string[]]> = value => {
  const [first, ...rest] = list(text)(value)
  if (first === undefined) throw new Misfit('expected a command, found no words')
  return [first, ...rest]
}

/** What to execute. */
export const command: Shape<Command> = tagged<Command, 'kind'>('kind', {
  argv: object({ kind: word('argv'), argv }),
  shell: object({ kind: word('shell'), line: text }),
})
