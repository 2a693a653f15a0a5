import type { VerbName } from '../protocol/verbs.ts'
import type { Handler } from './context.ts'
import { add } from './verbs/add.ts'
import { attach } from './verbs/attach.ts'
import { cancel } from './verbs/cancel.ts'
import { cancelRun } from './verbs/cancel-run.ts'
import { diagnostics } from './verbs/diagnostics.ts'
import { doctor } from './verbs/doctor.ts'
import { down } from './verbs/down.ts'
import { endInput } from './verbs/end-input.ts'
import { ensure } from './verbs/ensure.ts'
import { events } from './verbs/events.ts'
import { execute } from './verbs/execute.ts'
import { importRun } from './verbs/import-run.ts'
import { kill } from './verbs/kill.ts'
import { leave } from './verbs/leave.ts'
import { list } from './verbs/list.ts'
import { pause } from './verbs/pause.ts'
import { ports } from './verbs/ports.ts'
import { reload } from './verbs/reload.ts'
import { remove } from './verbs/remove.ts'
import { rename } from './verbs/rename.ts'
import { render } from './verbs/render.ts'
import { resize } from './verbs/resize.ts'
import { restart } from './verbs/restart.ts'
import { resume } from './verbs/resume.ts'
import { runRecord } from './verbs/run-record.ts'
import { runs } from './verbs/runs.ts'
import { screen } from './verbs/screen.ts'
import { send } from './verbs/send.ts'
import { show } from './verbs/show.ts'
import { signal } from './verbs/signal.ts'
import { start } from './verbs/start.ts'
import { status } from './verbs/status.ts'
import { stop } from './verbs/stop.ts'
import { strays } from './verbs/strays.ts'
import { subscribe } from './verbs/subscribe.ts'
import { sweep } from './verbs/sweep.ts'
import { transcript } from './verbs/transcript.ts'
import { tree } from './verbs/tree.ts'
import { up } from './verbs/up.ts'
import { update } from './verbs/update.ts'
import { view } from './verbs/view.ts'
import { watch } from './verbs/watch.ts'
import { why } from './verbs/why.ts'

/** One handler for every verb that can be said: a missing one is a type error. */
export const handlers: { readonly [Name in VerbName]: Handler<Name> } = {
  add,
  attach,
  cancel,
  'cancel-run': cancelRun,
  diagnostics,
  doctor,
  down,
  'end-input': endInput,
  ensure,
  events,
  execute,
  'import-run': importRun,
  kill,
  leave,
  list,
  pause,
  ports,
  reload,
  remove,
  rename,
  render,
  resize,
  restart,
  resume,
  'run-record': runRecord,
  runs,
  screen,
  send,
  show,
  signal,
  start,
  status,
  stop,
  strays,
  subscribe,
  sweep,
  transcript,
  tree,
  up,
  update,
  view,
  watch,
  why,
}
