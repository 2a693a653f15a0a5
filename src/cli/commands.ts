import type { CliCommand } from './command.ts'
import { attach } from './commands/attach.ts'
import { check } from './commands/check.ts'
import { run } from './commands/run.ts'
import { ui } from './commands/ui.ts'
import { up } from './commands/up.ts'

/** Every command, in the order in which the help shows them. */
export const commands: readonly CliCommand[] = [
  // The screen, and what a file wants.
  ...[ui, up, check],
  // One command.
  ...[run, attach],
]
