import type { CliCommand } from './command.ts'
import { check } from './commands/check.ts'
import { run } from './commands/run.ts'
import { ui } from './commands/ui.ts'
import { up } from './commands/up.ts'
import { wait } from './commands/wait.ts'

/** Every command, in the order in which the help shows them. */
export const commands: readonly CliCommand[] = [
  // The screen, and what a file wants.
  ...[ui, up, check],
  // One command.
  ...[run],
  // What happens.
  ...[wait],
]
