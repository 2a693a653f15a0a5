import type { CliCommand } from './command.ts'
import { add } from './commands/add.ts'
import { attach } from './commands/attach.ts'
import { cancel } from './commands/cancel.ts'
import { check } from './commands/check.ts'
import { completeFrom, completion } from './commands/completion.ts'
import { daemon } from './commands/daemon.ts'
import { diagnostics } from './commands/diagnostics.ts'
import { doctor } from './commands/doctor.ts'
import { down } from './commands/down.ts'
import { edit } from './commands/edit.ts'
import { ensure } from './commands/ensure.ts'
import { events } from './commands/events.ts'
import { exportCommand } from './commands/export.ts'
import { importFile } from './commands/import.ts'
import { importRun } from './commands/import-run.ts'
import { init } from './commands/init.ts'
import { kill } from './commands/kill.ts'
import { logs } from './commands/logs.ts'
import { ls } from './commands/ls.ts'
import { pause } from './commands/pause.ts'
import { projects } from './commands/projects.ts'
import { reload } from './commands/reload.ts'
import { rename } from './commands/rename.ts'
import { restart } from './commands/restart.ts'
import { resume } from './commands/resume.ts'
import { rm } from './commands/rm.ts'
import { run } from './commands/run.ts'
import { runs } from './commands/runs.ts'
import { save } from './commands/save.ts'
import { schema } from './commands/schema.ts'
import { screen } from './commands/screen.ts'
import { search } from './commands/search.ts'
import { send } from './commands/send.ts'
import { show } from './commands/show.ts'
import { start } from './commands/start.ts'
import { stop } from './commands/stop.ts'
import { strays } from './commands/strays.ts'
import { transcript } from './commands/transcript.ts'
import { tree } from './commands/tree.ts'
import { ui } from './commands/ui.ts'
import { up } from './commands/up.ts'
import { wait } from './commands/wait.ts'
import { why } from './commands/why.ts'

/** Every command, in the order in which the help shows them. */
export const commands: readonly CliCommand[] = [
  // The screen, and what a file wants.
  ...[ui, init, up, reload, down, check, schema, importFile],
  // One command.
  ...[run, add, ensure, save, edit],
  // What may be done to workers.
  ...[start, stop, kill, cancel, restart, pause, resume, send, attach, rename, rm],
  // What there is and what happened.
  ...[ls, show, why, tree, runs, logs, search, screen, transcript, events, diagnostics, wait],
  // Runs taken elsewhere.
  ...[exportCommand, importRun],
  // skep itself.
  ...[strays, doctor, daemon, projects, completion],
  ...[completeFrom(() => commands)],
]
