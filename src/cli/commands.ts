import type { CliCommand } from './command.ts'
import { check } from './commands/check.ts'
import { exportCommand } from './commands/export.ts'
import { importRun } from './commands/import-run.ts'
import { run } from './commands/run.ts'
import { screen } from './commands/screen.ts'
import { ui } from './commands/ui.ts'
import { up } from './commands/up.ts'

/** Every command, in the order in which the help shows them. */
export const commands: readonly CliCommand[] = [
  // The screen, and what a file wants.
  ...[ui, up, check],
  // One command.
  ...[run],
  // To look at one, and to take it elsewhere.
  ...[screen, exportCommand, importRun],
]
