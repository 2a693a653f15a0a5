import type { CliCommand } from './command.ts'
import { check } from './commands/check.ts'
import { diagnostics } from './commands/diagnostics.ts'
import { events } from './commands/events.ts'
import { logs } from './commands/logs.ts'
import { ls } from './commands/ls.ts'
import { run } from './commands/run.ts'
import { runs } from './commands/runs.ts'
import { search } from './commands/search.ts'
import { show } from './commands/show.ts'
import { transcript } from './commands/transcript.ts'
import { tree } from './commands/tree.ts'
import { ui } from './commands/ui.ts'
import { up } from './commands/up.ts'

/** Every command, in the order in which the help shows them. */
export const commands: readonly CliCommand[] = [
  // The screen, and what a file wants.
  ...[ui, up, check],
  // One command.
  ...[run],
  // What they wrote.
  ...[logs, search],
  // What there is and what happened.
  ...[ls, show, tree, runs, transcript, events, diagnostics],
]
