import { type Hooks, hookEvents } from '../../../core/spec.ts'
import { either, flag, later, line, listOf, mapping, type Shape, word } from '../../shape.ts'
import type { Report } from '../../text/problem.ts'
import { type Mapping, type Tree, valueAt } from '../../tree/tree.ts'
import { commandShape, readCommand } from './command.ts'

const expected = 'a command, or `{ command, shell }`'
const oneCommand = either(expected, line(expected), listOf(word(), expected))
const hook: Shape<unknown> = either(expected, oneCommand, mapping({ command: commandShape, shell: flag }, ['command']))

/** What stands under `on`: for each thing that can happen to a worker the command that is run then. */
export const hooksShape: Shape<unknown> = mapping({
  started: hook,
  ready: hook,
  failed: hook,
  ended: hook,
  input: later('whether a program waits for input is not found out'),
})

/** The hooks that a file names. */
export function readHooks(tree: Mapping, report: Report): Hooks {
  const hooks = hookEvents.map(event => [event, readHook(valueAt(tree, event), report)] as const)
  return Object.fromEntries(hooks.filter(([, command]) => command !== undefined))
}

function readHook(tree: Tree | undefined, report: Report): ReturnType<typeof readCommand> {
  if (tree?.kind !== 'mapping') return readCommand(tree, false, report)
  const shell = valueAt(tree, 'shell')
  return readCommand(valueAt(tree, 'command'), shell?.kind === 'scalar' && shell.value === true, report)
}
